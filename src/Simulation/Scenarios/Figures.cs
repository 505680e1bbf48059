namespace Tidings.Simulation.Scenarios;

/// <summary>From what a run has seen to what is told of it.</summary>
internal static class Figures
{
    public static ScenarioResult Of(RunningScenario run, ScenarioFailure? failure)
    {
        var latencies = run.Book.Latencies;
        return new ScenarioResult
        {
            Seed = run.Scenario.Seed,
            Failure = failure,
            Hash = run.Net.History,
            Steps = run.Net.World.Steps,
            VirtualTime = run.Net.Now,
            Deliveries = latencies.Count,
            Latencies = latencies,
            Hops = HopFigure.Of(run),
            Messages = run.Traffic.Frames,
            Writes = run.Traffic.Writes,
            WireBytes = run.Traffic.Bytes,
            Copies = run.Book.BytesNeeded == 0 ? 0 : (double)BytesReceived(run) / run.Book.BytesNeeded,
            Nodes = NodeFigures.Of(run.Net.Fabric, run.Scenario.Nodes, node => Copies(run, run.Net[node])),
            Fired = run.Net.Faults.Fired,
        };
    }

    private static long BytesReceived(RunningScenario run) => run.Net.Nodes.Where(static node => node.IsHonest && node.Starts > 0).Sum(BytesReceived);

    private static long BytesReceived(SimulatedNode node) => node.Node.Kinds.Sum(static kind => kind.BytesKept + kind.DuplicateBytes);

    private static double Copies(RunningScenario run, SimulatedNode node) =>
        run.Book.BytesNeededBy(node.Index) is var needed and > 0 && node.Starts > 0 ? (double)BytesReceived(node) / needed : 0;
}
