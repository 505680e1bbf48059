using Tidings.Node.Bench.Load;

namespace Tidings.Node.Bench;

/// <summary>What urgent artifacts under bulk came to. Immutable.</summary>
/// <param name="Bulk">The bulk.</param>
/// <param name="UrgentSize">Bytes of an urgent artifact.</param>
/// <param name="Idle">Latency of the urgent ones alone.</param>
/// <param name="Loaded">Their latency while the bulk was broadcast.</param>
/// <param name="BulkLatency">The bulk's.</param>
/// <param name="Verified">What came of hashing a part of the pools again.</param>
internal sealed record UrgentResult(
    RowSpec Bulk, int UrgentSize, LatencyHistogram Idle, LatencyHistogram Loaded, LatencyHistogram BulkLatency, Verification Verified)
{
    /// <summary>What the urgent ones' p99 may be of the bulk's p50.</summary>
    public const double BulkShareMax = 0.5;

    /// <summary>What it aims for, in multiples of their own p99 on an idle subnet.</summary>
    public const double IdleMultipleAim = 10;

    /// <summary>p99 of the urgent ones over p50 of the bulk.</summary>
    public double BulkShare => Loaded.Ms(0.99) / BulkLatency.Ms(0.5);

    /// <summary>p99 of the urgent ones under bulk over their p99 without.</summary>
    public double IdleMultiple => Loaded.Ms(0.99) / Idle.Ms(0.99);
}
