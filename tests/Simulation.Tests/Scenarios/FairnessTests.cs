using Simulation.Tests.Kinds;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Simulation;
using Tidings.Simulation.Cuts;

namespace Simulation.Tests.Scenarios;

/// <summary>
/// One node has what three others want, and may send little: for as long as all three wait their bytes differ by a credit and two chunks at most, the bound of
/// fair queueing. It needs what no edge shows, which lanes have room; here all have.
/// </summary>
public sealed class FairnessTests
{
    private const int ChunkBytes = 4096;
    private const int Artifacts = 10;
    private const int Size = 5 * ChunkBytes;
    private const int Bound = 3 * (ChunkBytes + WireLimits.ChunkOverheadMax);

    private readonly SortedDictionary<NodeId, long> _sent = [];
    private readonly SortedDictionary<NodeId, long> _atFirst = [];
    private long _widest;

    [SetUp]
    public void Forget()
    {
        _sent.Clear();
        _atFirst.Clear();
        _widest = 0;
    }

    [Test]
    public void Peers_that_wait_for_the_same_node_are_served_alike([Values(1, 2)] int seed)
    {
        using var net = Star(seed);
        net[0].Rewire(graph => graph.Before(Stages.Send).Tap(message =>
        {
            if (message.Message is ChunkMessage)
            {
                Count(message.Peer, message.Bytes);
            }
        }));
        net.RunFor(TimeSpan.FromSeconds(1));
        List<ArtifactId> ids = [.. Enumerable.Range(0, Artifacts).Select(number => net.Publish(0, $"{number} {new string('f', Size)}"))];
        net.RunUntil(() => ids.TrueForAll(net.IsEverywhere), TimeSpan.FromMinutes(2));

        Assert.That(_sent, Has.Count.EqualTo(3));
        Assert.That(_sent.Values, Has.All.GreaterThan(Artifacts * Size));
        Assert.That(_widest, Is.GreaterThan(0).And.LessThanOrEqualTo(Bound));
    }

    private static SimulatedNetwork Star(int seed)
    {
        var options = new SimulationOptions();
        options.Configuration["Kinds:memo:ChunkSize"] = $"{ChunkBytes}";
        options.Configuration["Bandwidth:SendBytesPerSecondMax"] = "65536";
        options.Configuration["Bandwidth:BurstBytes"] = "65536";
        var net = SimulatedNetwork.Create(seed, nodes: 4, Memo.Register, options);
        net.Partition([1], [2, 3]);
        net.Partition([2], [3]);
        return net;
    }

    // From when all have had something to when the first has all.
    private void Count(NodeId peer, int bytes)
    {
        _sent[peer] = _sent.GetValueOrDefault(peer) + bytes;
        if (_sent.Count < 3 || _sent.Values.Max() > Artifacts * Size)
        {
            return;
        }

        foreach (var (other, had) in _sent)
        {
            _atFirst.TryAdd(other, had);
        }

        var since = _sent.Select(other => other.Value - _atFirst[other.Key]).ToList();
        _widest = Math.Max(_widest, since.Max() - since.Min());
    }
}
