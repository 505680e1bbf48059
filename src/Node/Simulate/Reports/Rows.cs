using System.Globalization;
using Spectre.Console;

namespace Tidings.Node.Simulate.Reports;

/// <summary>Two columns: what, and how much.</summary>
internal sealed class Rows
{
    public Grid Grid { get; } = new Grid().AddColumns(2);

    public Rows Add(string name, FormattableString value)
    {
        Grid.AddRow(name, Markup.Escape(value.ToString(CultureInfo.InvariantCulture)));
        return this;
    }
}
