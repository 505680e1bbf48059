using System.Globalization;

namespace Tidings.Node.Subnet;

/// <summary>The kernel's own count of the bytes on the loopback interface, where it keeps one.</summary>
internal static class LoopbackCounter
{
    private const string Table = "/proc/net/dev";

    /// <summary>Bytes received on loopback since the machine started, or null on a system without that table.</summary>
    public static long? Read()
    {
        if (!File.Exists(Table))
        {
            return null;
        }

        var line = File.ReadLines(Table).FirstOrDefault(l => l.TrimStart().StartsWith("lo:", StringComparison.Ordinal));
        var first = line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;
    }
}
