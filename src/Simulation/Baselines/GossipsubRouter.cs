using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Baselines;

/// <summary>
/// A model of gossipsub v1.1 between honest nodes with one topic: flood publishing, a mesh with eager pushes, lazy IHAVE and IWANT. What the protocol does
/// against liars (scores, opportunistic grafting) and peer exchange are left out: between honest nodes of a known membership they send nothing. Not thread-safe.
/// </summary>
internal sealed class GossipsubRouter : IRouter
{
    private readonly GossipsubOptions _options;
    private readonly RandomStream _random;
    private readonly Mesh _mesh;
    private readonly MessageCache _cache;
    private readonly SeenCache _seen;
    private readonly Dictionary<int, (int Messages, int Ids)> _heard = [];
    private TimeSpan _nextHeartbeat;

    /// <param name="options">Its parameters.</param>
    /// <param name="random">Chooses neighbours, and when in the interval its heartbeats are.</param>
    public GossipsubRouter(GossipsubOptions options, RandomStream random)
    {
        _options = options;
        _random = random;
        _mesh = new Mesh(options, random);
        _cache = new MessageCache(options);
        _seen = new SeenCache(options.SeenFor);
        _nextHeartbeat = random.Between(TimeSpan.Zero, options.Heartbeat);
    }

    public TimeSpan? NextWake => _nextHeartbeat;

    public RouterEffects Handle(RouterInput input, TimeSpan now)
    {
        var effects = new RouterEffects();
        switch (input)
        {
            case NeighbourJoined joined:
                _mesh.Join(joined.Peer, joined.IsOutbound);
                effects.Send(joined.Peer, new Rpc { IsSubscription = true });
                break;
            case OwnMessage own:
                _seen.Add(own.Message.Id, now);
                _cache.Put(own.Message);
                Send(own.Message, _mesh.Subscribed, effects);
                break;
            case RpcReceived received:
                Receive(received.Peer, received.Rpc, now, effects);
                break;
            case RouterWake when now >= _nextHeartbeat:
                _nextHeartbeat += _options.Heartbeat;
                Heartbeat(now, effects);
                break;
        }

        return effects;
    }

    private void Receive(int peer, Rpc rpc, TimeSpan now, RouterEffects effects)
    {
        if (rpc.IsSubscription)
        {
            _mesh.Subscribe(peer);
        }

        foreach (var message in rpc.Messages.Where(message => _seen.Add(message.Id, now)))
        {
            var kept = message.Keep();
            effects.Deliver(kept);
            _cache.Put(kept);
            Send(kept, _mesh.Members.Where(other => other != peer && other != kept.Id.Author), effects);
        }

        if (rpc.PruneBackoff is { } backoff)
        {
            _mesh.Pruned(peer, backoff, now);
        }

        var isRefused = rpc.IsGraft && !_mesh.Grafted(peer, now);
        var answer = new Rpc
        {
            Messages = [.. rpc.Want.Select(id => _cache.Get(id, peer)).OfType<PublishedMessage>()],
            Want = Wanted(peer, rpc.Have),
            PruneBackoff = isRefused ? _options.PruneBackoff : null,
        };
        if (!answer.IsEmpty)
        {
            effects.Send(peer, answer);
        }
    }

    private List<MessageId> Wanted(int peer, IReadOnlyList<MessageId> have)
    {
        var heard = _heard.GetValueOrDefault(peer);
        if (have.Count == 0 || heard.Messages >= _options.HaveMessagesMax)
        {
            return [];
        }

        var wanted = _random.Some(have.Where(id => !_seen.Contains(id)), _options.HaveLengthMax - heard.Ids);
        _heard[peer] = (heard.Messages + 1, heard.Ids + wanted.Count);
        return wanted;
    }

    private void Heartbeat(TimeSpan now, RouterEffects effects)
    {
        _heard.Clear();
        var (grafts, prunes) = _mesh.Maintain(now);
        var rpcs = new SortedDictionary<int, Rpc>();
        foreach (var peer in grafts)
        {
            rpcs[peer] = new Rpc { IsGraft = true };
        }

        foreach (var peer in prunes)
        {
            rpcs[peer] = new Rpc { PruneBackoff = _options.PruneBackoff };
        }

        var told = _cache.Told;
        var others = _mesh.Others;
        foreach (var peer in told.Count == 0 ? [] : _random.Some(others, Math.Max(_options.DegreeLazy, (int)(_options.GossipFactor * others.Count))))
        {
            rpcs[peer] = (rpcs.GetValueOrDefault(peer) ?? new Rpc()) with { Have = _random.Some(told, Math.Min(told.Count, _options.HaveLengthMax)) };
        }

        foreach (var (peer, rpc) in rpcs)
        {
            effects.Send(peer, rpc);
        }

        _cache.Shift();
    }

    private static void Send(PublishedMessage message, IEnumerable<int> peers, RouterEffects effects)
    {
        var rpc = new Rpc { Messages = [message] };
        foreach (var peer in peers)
        {
            effects.Send(peer, rpc);
        }
    }
}
