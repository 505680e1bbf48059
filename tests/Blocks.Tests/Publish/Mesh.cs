using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Tests.Dedupe;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Publish;

/// <summary>
/// A few nodes, joined by links that keep the order and lose nothing but what is under way when a session breaks. One seed, one history.
/// </summary>
internal sealed class Mesh
{
    private readonly int _seed;
    private readonly List<MeshNode> _nodes = [];
    private readonly Dictionary<(NodeId From, NodeId To), Queue<WireMessage>> _links = [];
    private readonly HashSet<(NodeId From, ulong Incarnation, NodeId To, ulong Commit)> _pushed = [];
    private readonly Dictionary<ArtifactId, Advert> _made = [];
    private readonly List<ArtifactId> _gone = [];
    private long _sessions;

    public Mesh(int seed, int nodes)
    {
        _seed = seed;
        Random = new Random(seed);
        for (var i = 0; i < nodes; i++)
        {
            _nodes.Add(new MeshNode(this, Some.Peer(i), incarnation: (ulong)i + 1));
        }
    }

    public Random Random { get; }

    public TimeSpan Now { get; private set; } = TimeSpan.FromSeconds(1);

    public IReadOnlyList<MeshNode> Nodes => _nodes;

    /// <summary>Messages that a test lets vanish within a session, as no TCP connection does.</summary>
    public Predicate<WireMessage> Loses { get; set; } = _ => false;

    public int Pushes => _pushed.Count;

    public IEnumerable<ArtifactId> Made => _made.Keys;

    /// <summary>Adverts by short id that were sent.</summary>
    public int Shorts { get; private set; }

    /// <summary>In every second history nobody knows the topology, so that all adverts are told in full.</summary>
    public bool AreNeighbours(NodeId one, NodeId other) => _seed % 2 == 0;

    /// <summary>Whether a node has it from a maker that others have it from as well, so that they may be given short marks.</summary>
    public bool IsRelay(MeshNode node, ArtifactId id) => _seed % 2 == 0 && _made[id].Maker != node.Id;

    public override string ToString() => $"seed {_seed}";

    public void Sent(MeshNode from, OutboundMessage outbound)
    {
        foreach (var update in (outbound.Message as SlotsMessage)?.Updates ?? [])
        {
            if (update.Body is not null)
            {
                Assert.That(update.Advert!.Value.Maker, Is.EqualTo(from.Id), $"{this}: only the maker pushes");
                Assert.That(_pushed.Add((from.Id, from.Incarnation, outbound.Peer, update.Commit)), Is.True, $"{this}: pushed twice");
            }
        }

        Shorts += (outbound.Message as SlotsMessage)?.Shorts.Count ?? 0;
        if (!Loses(outbound.Message))
        {
            _links[(from.Id, outbound.Peer)].Enqueue(outbound.Message);
        }
    }

    /// <summary>One random event.</summary>
    public void Step()
    {
        var node = _nodes[Random.Next(_nodes.Count)];
        var other = _nodes[Random.Next(_nodes.Count)];
        switch (Random.Next(24))
        {
            case 0 or 1: Make(node); break;
            case 2: Drop(node); break;
            case 3 or 4 or 5: Fetch(node, isAccepted: Random.Next(8) > 0); break;
            case 6: Reconnect(node, other); break;
            case 7: Break(node, other, removed: Random.Next(6) == 0); break;
            case 8 when Random.Next(4) == 0: Restart(node); break;
            case 9: Pass(TimeSpan.FromMilliseconds(Random.Next(700))); break;
            case 10 when _gone.Count > 0 && _gone[Random.Next(_gone.Count)] is var id && !node.Held.ContainsKey(id): node.Release(id); break;
            case < 17: GrantOne(node); break;
            default: DeliverOne(); break;
        }
    }

    public void Make(MeshNode node)
    {
        var size = Random.Next(2) == 0 ? Random.Next(1, MeshNode.PushBelow) : 5_000;
        var advert = Some.Advert(_made.Count + 1, size, rank: 0, node.Id);
        _made.Add(advert.Id, advert);
        node.Publish(advert);
    }

    /// <summary>Everybody is connected, what is under way arrives, and some heartbeats pass.</summary>
    public void Settle(int heartbeats = 3)
    {
        foreach (var one in _nodes)
        {
            foreach (var other in _nodes)
            {
                Reconnect(one, other);
            }
        }

        Flush();
        for (var i = 0; i < 2 * heartbeats; i++)
        {
            Pass(TimeSpan.FromSeconds(1));
            Flush();
        }
    }

    /// <summary>Grants and delivers until nothing is left.</summary>
    public void Flush()
    {
        var steps = 0;
        while (_nodes.Exists(node => node.Demands.Count > 0) || _links.Values.Any(link => link.Count > 0))
        {
            Assert.That(++steps, Is.LessThan(100_000), $"{this}: it never gets quiet");
            _nodes.ForEach(GrantOne);
            DeliverOne();
        }
    }

    public void Pass(TimeSpan time)
    {
        Now += time;
        _nodes.ForEach(node => node.Wake());
    }

    public void Reconnect(MeshNode one, MeshNode other)
    {
        if (one == other || one.Sessions.ContainsKey(other.Id))
        {
            return;
        }

        _links[(one.Id, other.Id)] = new();
        _links[(other.Id, one.Id)] = new();

        // HELLO carries what is kept before either side knows that the other has joined.
        var (keptByOne, keptByOther) = (one.Kept.KeptOf(other.Id), other.Kept.KeptOf(one.Id));
        one.Join(other, ++_sessions, keptByOther, Random.Next(2) == 0);
        other.Join(one, ++_sessions, keptByOne, Random.Next(2) == 0);
    }

    public void Break(MeshNode one, MeshNode other, bool removed = false)
    {
        if (one == other || !one.Sessions.ContainsKey(other.Id))
        {
            return;
        }

        _links.Remove((one.Id, other.Id));
        _links.Remove((other.Id, one.Id));
        one.Leave(other.Id, removed, Random.Next(2) == 0);
        other.Leave(one.Id, removed, Random.Next(2) == 0);
    }

    public void Restart(MeshNode node)
    {
        _nodes.ForEach(other => Break(node, other));
        _nodes[_nodes.IndexOf(node)] = new MeshNode(this, node.Id, (ulong)Random.NextInt64(100, long.MaxValue));
    }

    private void Drop(MeshNode node)
    {
        if (node.Held.Count > 0)
        {
            var id = node.Held.Keys.Order().ElementAt(Random.Next(node.Held.Count));
            node.Withdraw(id);
            _gone.Add(id);
        }
    }

    /// <summary>A download of something offered ends.</summary>
    public void Fetch(MeshNode node, bool isAccepted)
    {
        if (node.Offered.Count == 0)
        {
            return;
        }

        var id = node.Offered.Keys.Select(key => key.Id).Order().ElementAt(Random.Next(node.Offered.Count));
        if (isAccepted)
        {
            node.Publish(_made[id], isFetched: Random.Next(3) == 0);
        }
        else
        {
            node.Reject(id);
        }
    }

    public void GrantOne(MeshNode node)
    {
        if (node.Demands.Count > 0)
        {
            var demand = node.Demands.Values.ElementAt(Random.Next(node.Demands.Count));
            node.Grant(demand.Peer, demand.Bytes);
        }
    }

    public void DeliverOne()
    {
        var waiting = _links.Where(link => link.Value.Count > 0).Select(link => link.Key).Order().ToList();
        if (waiting.Count > 0)
        {
            var (from, to) = waiting[Random.Next(waiting.Count)];
            _nodes.Single(node => node.Id == to).Receive(from, _links[(from, to)].Dequeue());
        }
    }
}
