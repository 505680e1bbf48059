using Tidings.Node.Bench.Load;

namespace Tidings.Node.Bench.Measure;

/// <summary>
/// Measures two subjects in turn: after a warm-up of each, so many rounds in the order A B B A, so that whatever drifts meets both alike. The one that is
/// not measured stays up and idle.
/// </summary>
internal sealed class Comparison
{
    private readonly List<PhaseFigures> _ours = [];
    private readonly List<PhaseFigures> _limits = [];

    /// <summary>The phases of the first subject.</summary>
    public IReadOnlyList<PhaseFigures> Ours => _ours;

    /// <summary>The phases of the second; each belongs to the one of the same place.</summary>
    public IReadOnlyList<PhaseFigures> Limits => _limits;

    /// <summary>Of each pair of phases, ours over the limit.</summary>
    public Quartiles Ratio(Func<PhaseFigures, double> figure) => Quartiles.Of(_ours.Zip(_limits, (ours, limit) => figure(ours) / figure(limit)));

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

    private static async Task PhaseAsync(BroadcastLoad? load, List<PhaseFigures>? figures, TimeSpan duration, CancellationToken cancellationToken)
    {
        if (load is not null)
        {
            var phase = await load.RunAsync(duration, cancellationToken);
            figures?.Add(phase);
        }
    }
}
