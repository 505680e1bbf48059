using Tidings.Simulation.Network;

namespace Tidings.Simulation.Scenarios;

/// <summary>How long artifacts took to the nodes that are so many hops from their makers.</summary>
/// <param name="Hops">On the shortest way.</param>
/// <param name="Deliveries">How many arrived there.</param>
/// <param name="Median">Of their times.</param>
/// <param name="P99">99 of 100 took no longer.</param>
/// <param name="Max">The longest.</param>
/// <param name="Bound">What 99 of 100 may take on quiet links.</param>
internal sealed record HopFigure(int Hops, int Deliveries, TimeSpan Median, TimeSpan P99, TimeSpan Max, TimeSpan Bound)
{
    /// <summary>What a relay may wait for its neighbours' own word that they have a small artifact.</summary>
    private static readonly TimeSpan Relay = TimeSpan.FromMilliseconds(100);

    /// <summary>The figures of all distances, the nearest first.</summary>
    public static IReadOnlyList<HopFigure> Of(RunningScenario run)
    {
        var map = new NeighbourMap(run.Scenario.Nodes, run.Scenario.Topology);
        var hops = run.Book.Deliveries.Select(static delivery => delivery.Maker).Distinct().ToDictionary(static maker => maker, map.HopsFrom);
        return
        [
            .. run.Book.Deliveries.GroupBy(delivery => hops[delivery.Maker][delivery.Node])
                .OrderBy(static group => group.Key)
                .Select(group => Of(group.Key, [.. group.Select(static delivery => delivery.Took).Order()], run.Scenario.Link)),
        ];
    }

    /// <summary>An advert, a request and the answer take a one-way delay each and hop; one more is for whoever has to ask twice.</summary>
    private static TimeSpan BoundOf(int hops, LinkOptions link) => (((3 * hops) + 1) * link.LatencyMax) + Relay;

    private static HopFigure Of(int hops, TimeSpan[] times, LinkOptions link) =>
        new(hops, times.Length, At(times, 0.5), At(times, 0.99), times[^1], BoundOf(hops, link));

    private static TimeSpan At(TimeSpan[] times, double share) => times[Math.Max(0, (int)Math.Ceiling(share * times.Length) - 1)];
}
