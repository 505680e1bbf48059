using Tidings.Node.Bench.Load;

namespace Tidings.Node.Bench.Measure;

/// <summary>
/// Measures two subjects in turn: after a warm-up of each, so many rounds in the order A B B A, so that whatever drifts meets both alike. The one that is
/// not measured stays up and idle.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="largeObjects">Measures large objects too, or null.</param>
internal sealed class Comparison(TimeProvider time, LargeObjectMeter? largeObjects)
{
    private readonly List<PhaseFigures> _ours = [];
    private readonly List<PhaseFigures> _limits = [];

    /// <summary>The phases of the first subject.</summary>
    public IReadOnlyList<PhaseFigures> Ours => _ours;

    /// <summary>The phases of the second; each belongs to the one of the same place.</summary>
    public IReadOnlyList<PhaseFigures> Limits => _limits;

    /// <summary>Of each pair of phases, ours over the limit.</summary>
    public Quartiles Ratio(Func<PhaseFigures, double> figure) => Quartiles.Of(_ours.Zip(_limits, (ours, limit) => figure(ours) / figure(limit)));

    /// <summary>Takes a pair of phases.</summary>
    public void Add(PhaseFigures ours, PhaseFigures limit)
    {
        _ours.Add(ours);
        _limits.Add(limit);
    }

    /// <param name="ours">The first subject; null measures the second alone.</param>
    /// <param name="limit">The second; null measures the first alone.</param>
    /// <param name="options">Rounds and durations.</param>
    /// <param name="cancellationToken">Ends it by exception.</param>
    public async Task RunAsync(BroadcastLoad? ours, BroadcastLoad? limit, BenchOptions options, CancellationToken cancellationToken)
    {
        await PhaseAsync(ours, null, options.Warmup, cancellationToken);
        await PhaseAsync(limit, null, options.Warmup, cancellationToken);
        for (var round = 0; round < options.Rounds; round++)
        {
            await PhaseAsync(ours, _ours, options.Phase, cancellationToken);
            await PhaseAsync(limit, _limits, options.Phase, cancellationToken);
            await PhaseAsync(limit, _limits, options.Phase, cancellationToken);
            await PhaseAsync(ours, _ours, options.Phase, cancellationToken);
        }
    }

    private async Task<long?> LargeAsync(CancellationToken cancellationToken) =>
        largeObjects is null ? null : await largeObjects.BytesAsync(time, cancellationToken);

    private async Task PhaseAsync(BroadcastLoad? load, List<PhaseFigures>? figures, TimeSpan duration, CancellationToken cancellationToken)
    {
        if (load is not null)
        {
            var before = await LargeAsync(cancellationToken);
            var phase = await load.RunAsync(duration, cancellationToken);
            figures?.Add(phase with { LargeObjectBytes = await LargeAsync(cancellationToken) - before });
        }
    }
}
