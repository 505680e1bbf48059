using System.Diagnostics;
using System.Globalization;

namespace Tidings.Node.Hosting;

/// <summary>What this process has used of the machine.</summary>
internal static class ProcessUse
{
    public static double CpuSeconds() => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>Largest resident memory so far, in bytes.</summary>
    public static long PeakRssBytes()
    {
        const string status = "/proc/self/status";
        if (File.Exists(status))
        {
            var line = File.ReadLines(status).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            var digits = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1);
            if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes))
            {
                return kibibytes << 10;
            }
        }

        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
