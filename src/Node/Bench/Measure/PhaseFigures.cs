using Tidings.Node.Bench.Load;

namespace Tidings.Node.Bench.Measure;

/// <summary>What one phase, or several of one subject together, came to. Immutable.</summary>
/// <param name="Deliveries">Artifacts at nodes that had not made them.</param>
/// <param name="Size">Bytes of each.</param>
/// <param name="Seconds">From the first publication until the last artifact was finished.</param>
/// <param name="Latency">From publication to each delivery.</param>
/// <param name="Completion">From publication until the last node had the artifact.</param>
/// <param name="CpuSeconds">Processor time of the nodes' processes.</param>
/// <param name="Moved">Socket bytes and received bytes.</param>
/// <param name="AllocatedBytes">Managed memory allocated.</param>
/// <param name="Gen2">Full collections.</param>
/// <param name="LargeObjectBytes">Of the allocated memory, that of large objects; null when it was not measured.</param>
internal sealed record PhaseFigures(
    long Deliveries,
    int Size,
    double Seconds,
    LatencyHistogram Latency,
    LatencyHistogram Completion,
    double CpuSeconds,
    SubjectCounters Moved,
    long AllocatedBytes,
    int Gen2,
    long? LargeObjectBytes = null)
{
    public double DeliveriesPerSecond => Deliveries / Seconds;

    public double MegabytesPerSecond => PayloadBytes / 1e6 / Seconds;

    public double CpuMicrosecondsPerDelivery => CpuSeconds * 1e6 / Deliveries;

    /// <summary>Bytes on the wire for each byte of payload delivered.</summary>
    public double WireRatio => Moved.SocketBytes / PayloadBytes;

    /// <summary>Bytes of artifacts received for each that was delivered: 1 when nothing comes twice.</summary>
    public double Copies => Moved.ReceivedBytes / PayloadBytes;

    public double AllocatedPerDelivery => (double)AllocatedBytes / Deliveries;

    /// <summary>Several phases of one subject as one.</summary>
    public static PhaseFigures Sum(IReadOnlyList<PhaseFigures> phases) => new(
        phases.Sum(phase => phase.Deliveries),
        phases[0].Size,
        phases.Sum(phase => phase.Seconds),
        phases.Aggregate(new LatencyHistogram(), (sum, phase) => sum.Add(phase.Latency)),
        phases.Aggregate(new LatencyHistogram(), (sum, phase) => sum.Add(phase.Completion)),
        phases.Sum(phase => phase.CpuSeconds),
        phases.Aggregate(default(SubjectCounters), (sum, phase) => sum + phase.Moved),
        phases.Sum(phase => phase.AllocatedBytes),
        phases.Sum(phase => phase.Gen2),
        phases.All(phase => phase.LargeObjectBytes is null) ? null : phases.Sum(phase => phase.LargeObjectBytes));

    private double PayloadBytes => (double)Deliveries * Size;
}
