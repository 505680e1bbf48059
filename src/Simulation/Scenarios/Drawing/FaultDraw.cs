using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Scenarios.Drawing;

/// <summary>Draws what goes wrong. Every kind has a stream of its own, so that a change of one leaves the others as they were.</summary>
internal sealed class FaultDraw(long seed, int nodes, IReadOnlyList<int> liars, TimeSpan phase)
{
    /// <summary>Each kind is in a run with this probability: runs are neither all quiet nor all noise (FoundationDB's rule).</summary>
    public const double Probability = 0.25;

    private const int EpisodesMax = 3;

    /// <summary>From here on an amount is drawn on a logarithmic scale.</summary>
    private const double WideRange = 50;

    private static readonly TimeSpan ShortestEpisode = TimeSpan.FromMilliseconds(100);

    public IReadOnlyList<PlannedFault> All() => [.. FaultRange.All.SelectMany(Of)];

    private IEnumerable<PlannedFault> Of(FaultRange range)
    {
        var random = new RandomStream(seed, $"draw fault {range.Kind}");
        if (!random.Chance(Probability))
        {
            return [];
        }

        return range.Scope switch
        {
            FaultScope.Network => [new PlannedFault(range.Kind, TimeSpan.Zero, phase, [], Amount(range, random))],
            FaultScope.Liar => Liars(range, random),
            _ => Enumerable.Range(0, random.Between(1, EpisodesMax)).Select(_ => Episode(range, random)).ToList(),
        };
    }

    private IEnumerable<PlannedFault> Liars(FaultRange range, RandomStream random)
    {
        if (liars.Count == 0)
        {
            return [];
        }

        var count = range.Kind == FaultKind.Collusion ? random.Between(1, liars.Count) : 1;
        return [new PlannedFault(range.Kind, TimeSpan.Zero, phase, [.. random.Some(liars, count).Order()], Amount(range, random))];
    }

    private PlannedFault Episode(FaultRange range, RandomStream random)
    {
        var from = Whole(random.Between(TimeSpan.Zero, phase - (2 * ShortestEpisode)));
        var duration = Whole(random.Between(ShortestEpisode, phase - from));
        var everyone = Enumerable.Range(0, nodes);
        List<int> whom = range.Scope switch
        {
            FaultScope.Group => random.Some(everyone, random.Between(range.Kind == FaultKind.Clog ? 2 : 1, nodes - 1)),
            FaultScope.Pair => random.Some(everyone, 2),
            _ => random.Some(everyone, 1),
        };
        return new PlannedFault(range.Kind, from, duration, whom, Amount(range, random));
    }

    private static double Amount(FaultRange range, RandomStream random)
    {
        var share = random.Unit();
        return range.Least > 0 && range.Most / range.Least >= WideRange
            ? Math.Round(range.Least * Math.Pow(range.Most / range.Least, share), 3)
            : Math.Round(range.Least + (share * (range.Most - range.Least)), 3);
    }

    // A scenario is written into files, where milliseconds are enough.
    private static TimeSpan Whole(TimeSpan time) => TimeSpan.FromMilliseconds(Math.Round(time.TotalMilliseconds));
}
