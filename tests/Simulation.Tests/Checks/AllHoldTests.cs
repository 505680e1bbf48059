using Simulation.Tests.Kinds;
using Tidings.Blocks.Artifacts;
using Tidings.Simulation;
using Tidings.Simulation.Nodes;

namespace Simulation.Tests.Checks;

/// <summary>The product breaks nothing: quiet, and with processes that crash and come back.</summary>
public sealed class AllHoldTests
{
    private const int Nodes = 6;

    [Test]
    public void In_a_quiet_network_every_invariant_holds_to_the_end([Range(1, 5)] int seed)
    {
        using var net = SimulatedNetwork.Create(seed, Nodes, Memo.Register);
        var ids = Enumerable.Range(0, 12).Select(number => Publish(net, number % Nodes, number)).ToList();
        AwaitAll(net, ids);
        net.Finish();
    }

    [Test]
    public void With_crashes_and_restarts_every_invariant_holds_to_the_end([Range(1, 5)] int seed)
    {
        using var net = SimulatedNetwork.Create(seed, Nodes, Memo.Register);
        List<ArtifactId> ids = [];
        for (var round = 0; round < 4; round++)
        {
            ids.AddRange([Publish(net, round, (3 * round) + 1), Publish(net, round, (3 * round) + 2), Publish(net, 5, (3 * round) + 3)]);
            net.RunFor(TimeSpan.FromMilliseconds(30 * seed));
            var victim = 1 + ((round + seed) % 4);
            net[victim].Crash(round % 2 == 0 ? CrashKind.Killed : CrashKind.PowerLoss);
            net.RunFor(TimeSpan.FromSeconds(12));
            net[victim].Restart(round % 3 == 0 ? RestartPools.Kept : RestartPools.Empty);
        }

        ids.RemoveAll(id => !net.Nodes.Any(node => node.Pool<Memo>().Contains(id)));
        AwaitAll(net, ids);
        net.Finish();
    }

    private static ArtifactId Publish(SimulatedNetwork net, int node, int number) =>
        net.Run(() => net[node].Broadcaster<Memo>().PublishAsync(new Memo($"{number} {new string('m', number % 3 == 0 ? 700_000 : 100)}"))).Id;

    private static void AwaitAll(SimulatedNetwork net, List<ArtifactId> ids) =>
        net.RunUntil(() => net.Nodes.All(node => node.Pool<Memo>().Count >= ids.Count), TimeSpan.FromSeconds(60));
}
