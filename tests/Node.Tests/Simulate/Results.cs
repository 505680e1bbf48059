using Tidings.Simulation.Faults;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Tests.Simulate;

/// <summary>Results that no run has made.</summary>
internal static class Results
{
    public static ScenarioResult Of(long seed) => new()
    {
        Seed = seed,
        Hash = "0123456789abcdef",
        Steps = 1000,
        VirtualTime = TimeSpan.FromTicks(123_456_789),
        Deliveries = 3,
        Latencies = [TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20)],
        Hops = [new(1, 2, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(21.5), TimeSpan.FromMilliseconds(140))],
        Messages = 7,
        WireBytes = 1 << 20,
        Copies = 1.25,
        Nodes = [new(1_000_000, 2_000_000, 1.5), new(3_000_000, 0, 0)],
        Fired = new SortedDictionary<FaultKind, long> { [FaultKind.Partition] = 2, [FaultKind.Crash] = 1 },
    };

    public static ScenarioResult Failed(long seed) => Of(seed) with { Failure = new ScenarioFailure("integrity", "node 3 holds what it should not\nat all", TimeSpan.FromSeconds(2)) };
}
