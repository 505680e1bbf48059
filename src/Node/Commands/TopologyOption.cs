using System.Globalization;
using Tidings.Runtime.Membership;

namespace Tidings.Node.Commands;

/// <summary>Checks a topology against the number of nodes before anything starts.</summary>
internal static class TopologyOption
{
    private const string Regular = "regular:";

    /// <summary>What is wrong with it, or null.</summary>
    public static string? Fault(string text, int nodes)
    {
        try
        {
            Topology.Parse(text);
        }
        catch (FormatException e)
        {
            return e.Message;
        }

        return text.StartsWith(Regular, StringComparison.Ordinal) && int.Parse(text[Regular.Length..], CultureInfo.InvariantCulture) >= nodes
            ? $"{text} needs more than {text[Regular.Length..]} nodes."
            : null;
    }
}
