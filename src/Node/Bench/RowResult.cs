using System.Net.Security;
using Tidings.Node.Bench.Measure;

namespace Tidings.Node.Bench;

/// <summary>What one row came to. Immutable.</summary>
/// <param name="Spec">What was measured.</param>
/// <param name="Phases">The figures of both subjects, by phase.</param>
/// <param name="TlsMegabytesPerSecond">What TLS alone copies; null when the row is not compared with it.</param>
/// <param name="Verified">What came of hashing a part of the pools again.</param>
/// <param name="Suite">The cipher suite of the mesh; null when it was not measured.</param>
internal sealed record RowResult(RowSpec Spec, Comparison Phases, double? TlsMegabytesPerSecond, Verification Verified, TlsCipherSuite? Suite)
{
    /// <summary>What the mesh must reach of TLS alone: a slow limit would make us look fast.</summary>
    public const double MeshShareMin = 0.75;

    /// <summary>What both are compared by: deliveries in a second, or, of single artifacts, milliseconds until they are everywhere at half of them.</summary>
    public Func<PhaseFigures, double> Figure => Spec.IsSingle ? phase => phase.Completion.Ms(0.5) : phase => phase.DeliveriesPerSecond;

    /// <summary>Of each pair of phases, our figure over the mesh's; null when only one was measured.</summary>
    public Quartiles? Ratio => Phases is { Ours.Count: > 0, Limits.Count: > 0 } ? Phases.Ratio(Figure) : null;

    /// <summary>As <see cref="Ratio"/>, of the processor time of a delivery.</summary>
    public Quartiles? CpuRatio => Ratio is null ? null : Phases.Ratio(phase => phase.CpuMicrosecondsPerDelivery);

    /// <summary>What the mesh reached of TLS alone.</summary>
    public double? MeshShare => TlsMegabytesPerSecond is { } tls && Phases.Limits.Count > 0
        ? Quartiles.Of(Phases.Limits.Select(phase => phase.MegabytesPerSecond)).Median / tls
        : null;

    /// <summary>Whether the mesh was too slow for the row to say anything.</summary>
    public bool IsVoid => MeshShare < MeshShareMin;

    /// <summary>Whether everything that was looked at in the pools was right.</summary>
    public bool IsVerified => Verified.Wrong.Count == 0;
}
