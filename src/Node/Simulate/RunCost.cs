using System.Diagnostics;

namespace Tidings.Node.Simulate;

/// <summary>What a run took of this machine: no part of its history, so it differs from run to run.</summary>
/// <param name="Elapsed">By the wall clock.</param>
/// <param name="PeakBytes">The most memory that this process had at a time, as the system counts it (resident).</param>
internal sealed record RunCost(TimeSpan Elapsed, long PeakBytes)
{
    /// <param name="began">Timestamp of the system's time provider.</param>
    public static RunCost Since(long began)
    {
        using var process = Process.GetCurrentProcess();
        return new RunCost(TimeProvider.System.GetElapsedTime(began), process.PeakWorkingSet64);
    }
}
