namespace Tidings.Simulation.Baselines;

/// <summary>Naive flooding: whoever gets something new sends it to all its neighbours but the one that it came from. Not thread-safe.</summary>
internal sealed class FloodRouter : IRouter
{
    private readonly SeenCache _seen = new(GossipsubOptions.Default.SeenFor);
    private readonly SortedSet<int> _peers = [];

    public TimeSpan? NextWake => null;

    public RouterEffects Handle(RouterInput input, TimeSpan now)
    {
        var effects = new RouterEffects();
        switch (input)
        {
            case NeighbourJoined joined:
                _peers.Add(joined.Peer);
                break;
            case OwnMessage own:
                _seen.Add(own.Message.Id, now);
                Send(own.Message, from: null, effects);
                break;
            case RpcReceived received:
                foreach (var message in received.Rpc.Messages.Where(message => _seen.Add(message.Id, now)))
                {
                    var kept = message.Keep();
                    effects.Deliver(kept);
                    Send(kept, received.Peer, effects);
                }

                break;
        }

        return effects;
    }

    private void Send(PublishedMessage message, int? from, RouterEffects effects)
    {
        var rpc = new Rpc { Messages = [message] };
        foreach (var peer in _peers.Where(peer => peer != from))
        {
            effects.Send(peer, rpc);
        }
    }
}
