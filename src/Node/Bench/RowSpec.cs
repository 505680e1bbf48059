using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Tidings.Node.Bench.Load;

namespace Tidings.Node.Bench;

/// <summary>One row of a benchmark. Immutable.</summary>
/// <param name="Size">Encoded bytes of each artifact.</param>
/// <param name="Window">Unfinished artifacts of all publishers together.</param>
internal sealed record RowSpec(int Size, int Window)
{
    /// <summary>Largest artifact: a payload stands in memory once for each place of the window.</summary>
    public const int SizeMax = 64 << 20;

    private static readonly (string Name, int Factor)[] Units = [("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)];

    /// <summary>A size with the window that goes with it: 4 MiB of artifacts, 16 to 256 of them.</summary>
    public static RowSpec Of(int size) => new(size, Math.Clamp((4 << 20) / size, 16, 256));

    /// <summary>Reads a size such as 64KiB, 1MiB or 500B.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RowSpec? row)
    {
        row = null;
        foreach (var (name, factor) in Units)
        {
            if (text.EndsWith(name, StringComparison.Ordinal))
            {
                if (int.TryParse(text[..^name.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                    && (long)count * factor is >= Payloads.SizeMin and <= SizeMax)
                {
                    row = Of(count * factor);
                }

                break;
            }
        }

        return row is not null;
    }

    /// <summary>The size as <see cref="TryParse"/> reads it.</summary>
    public string SizeText()
    {
        var (name, factor) = Units.First(unit => Size % unit.Factor == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{Size / factor}{name}");
    }
}
