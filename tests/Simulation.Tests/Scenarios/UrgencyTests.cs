using Simulation.Tests.Kinds;
using Tidings.Blocks.Artifacts;
using Tidings.Pipelines.DependencyInjection;
using Tidings.Simulation;
using Tidings.Simulation.Network;

namespace Simulation.Tests.Scenarios;

/// <summary>
/// Between two nodes with little bandwidth an urgent artifact passes what is waiting: pushes of the same kind that the maker has for the peer, or chunks that the
/// peer fetches. How long it takes does not depend on how much there is of the other.
/// </summary>
public sealed class UrgencyTests
{
    private const int BytesPerSecond = 64 << 10;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Test]
    public void An_urgent_push_passes_pushes_of_its_kind_that_wait([Values(1, 2)] int seed)
    {
        var options = new SimulationOptions();
        options.Configuration["Bandwidth:SendBytesPerSecondPerPeerMax"] = $"{BytesPerSecond}";
        options.Configuration["Bandwidth:BurstBytes"] = $"{BytesPerSecond}";
        using var net = Pair(seed, options);
        List<ArtifactId> bulk = [.. Enumerable.Range(0, 600).Select(number => net.Publish(0, $"{number} {new string('b', 1000)}"))];
        net.RunFor(TimeSpan.FromSeconds(1));

        // One frame of what is less urgent may be granted already, and its tokens take a second to come in again.
        var took = TimeOf(net, net.Publish(0, "fire"));
        Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(1.5)));
        Assert.That(bulk.Count(net.IsEverywhere), Is.LessThan(bulk.Count / 2));
        Assert.That(TimeOf(net, bulk[^1]), Is.GreaterThan(3 * took), "what is usual goes in its order");
        net.RunUntil(() => bulk.TrueForAll(net.IsEverywhere), Patience);
    }

    [Test]
    public void An_urgent_push_passes_chunks_on_a_narrow_link([Values(1, 2)] int seed)
    {
        using var net = Pair(seed, new SimulationOptions());
        net.Link(0, 1).Options = new LinkOptions { BytesPerSecondMax = BytesPerSecond, WindowBytes = 16 << 10 };
        List<ArtifactId> bulk = [.. Enumerable.Range(0, 4).Select(number => net.Publish(0, $"{number} {new string('b', 500_000)}"))];
        net.RunFor(TimeSpan.FromSeconds(2));

        // What three lanes of chunks have under way goes before.
        var took = TimeOf(net, net.Publish(0, "fire"));
        Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(1.5)));
        Assert.That(bulk.Count(net.IsEverywhere), Is.Zero);
        net.RunUntil(() => bulk.TrueForAll(net.IsEverywhere), Patience);
        Assert.That(net.Now, Is.GreaterThan(10 * took));
    }

    private static SimulatedNetwork Pair(int seed, SimulationOptions options)
    {
        var net = SimulatedNetwork.Create(seed, nodes: 2, Register, options);
        net.RunUntil(net.IsFullMesh, TimeSpan.FromSeconds(10));
        net.RunFor(TimeSpan.FromSeconds(1));
        return net;
    }

    private static void Register(ITidingsBuilder node) =>
        node.AddArtifact<Memo>("memo", kind => kind.WithCodec<MemoCodec>().ValidatedBy<AcceptMemos>().PrioritizedBy<ShortFirst>());

    private static TimeSpan TimeOf(SimulatedNetwork net, ArtifactId id)
    {
        var start = net.Now;
        net.RunUntil(() => net.IsEverywhere(id), Patience);
        return net.Now - start;
    }

    private sealed class ShortFirst : IPriorityPolicy<Memo>
    {
        public Func<Advert, FetchPriority> Snapshot(IPoolView<Memo> pool) => static advert => advert.Size switch
        {
            < 100 => FetchPriority.FetchNow,
            < 100_000 => FetchPriority.Fetch,
            _ => FetchPriority.Later,
        };
    }
}
