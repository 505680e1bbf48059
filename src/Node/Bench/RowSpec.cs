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

    /// <summary>Largest window.</summary>
    public const int WindowMax = 1 << 12;

    private const int LargeFromBytes = 64 << 10;

    private static readonly (string Name, int Factor)[] Units = [("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)];

    /// <summary>Whether there is one artifact at a time: the publishers take turns, and what counts is how soon it is everywhere.</summary>
    public bool IsSingle => Window == 1;

    /// <summary>Whether the row is about bytes; below it, the number of artifacts is what costs.</summary>
    public bool IsLarge => Size >= LargeFromBytes;

    /// <summary>A size with the window that goes with it: 4 MiB of artifacts, 16 to 256 of them.</summary>
    public static RowSpec Of(int size) => new(size, Math.Clamp((4 << 20) / size, 16, 256));

    /// <summary>One artifact of a size at a time.</summary>
    public static RowSpec Single(int size) => new(size, 1);

    /// <summary>Reads a size such as 64KiB, 1MiB or 500B, alone or with a window: 1KiB:1.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RowSpec? row)
    {
        row = null;
        var parts = text.Split(':');
        if (parts.Length > 2 || !TryParseSize(parts[0], out var size))
        {
            return false;
        }

        var window = Of(size).Window;
        if (parts.Length == 2 && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out window) || window is < 1 or > WindowMax))
        {
            return false;
        }

        row = new RowSpec(size, window);
        return true;
    }

    /// <summary>The size as <see cref="TryParse"/> reads it.</summary>
    public string SizeText()
    {
        var (name, factor) = Units.First(unit => Size % unit.Factor == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{Size / factor}{name}");
    }

    private static bool TryParseSize(string text, out int size)
    {
        var (name, factor) = Units.FirstOrDefault(unit => text.EndsWith(unit.Name, StringComparison.Ordinal), (Name: "", Factor: 1));
        long bytes = int.TryParse(text[..^name.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? (long)count * factor : 0;
        size = (int)Math.Min(bytes, int.MaxValue);
        return name.Length > 0 && bytes is >= Payloads.SizeMin and <= SizeMax;
    }
}
