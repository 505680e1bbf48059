using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Download;

/// <summary>
/// Requests and cancels that wait for room, per peer: demands go out, grants come back, and the message is made at that moment, the urgent first.
/// What was cancelled, or has ended, before it was sent is never sent. Not thread-safe.
/// </summary>
/// <param name="kind">Of the stage.</param>
/// <param name="isOpen">Whether a request has no end yet.</param>
internal sealed class RequestOutbox(string kind, Func<ulong, bool> isOpen)
{
    private readonly Flow _flow = new(kind, FlowRole.Download);
    private readonly ByNode<PeerOutbox> _peers = new();
    private readonly List<Demand> _demands = [];

    public void Add(Ask ask) => Of(ask.Peer, ask.Session).Add(new ChunkRequest(ask.Request, ask.Id, (uint)ask.Chunk, ask.Lane, ask.Class));

    /// <summary>True when the request had not been sent and never will be; otherwise a cancel is sent after it.</summary>
    public bool Cancel(CancelRequest cancel) => Of(cancel.Peer, cancel.Session).Cancel(cancel.Request);

    public void Forget(NodeId peer) => _peers.Remove(peer);

    /// <summary>Demands that are due now: something waits and none is open, or what is open asks too little. The list is used again by the next call.</summary>
    public List<Demand> TakeDemands()
    {
        _demands.Clear();
        foreach (var outbox in _peers)
        {
            if (outbox.TakeDemand() is var (priority, bytes))
            {
                _demands.Add(new Demand(_flow, outbox.Peer, outbox.Session, 0, priority, bytes));
            }
        }

        return _demands;
    }

    /// <summary>Uses a grant for one message, or gives it back.</summary>
    public BandwidthInput Use(Grant grant)
    {
        var outbox = _peers.Find(grant.Peer);
        if (outbox is null || outbox.Session != grant.Session)
        {
            return new GrantReturned(_flow, grant.Peer, grant.Session, grant.Lane, grant.Bytes);
        }

        var message = outbox.Take(kind, grant.Bytes, isOpen);
        return message is null
            ? new GrantReturned(_flow, grant.Peer, grant.Session, grant.Lane, grant.Bytes)
            : new OutboundMessage(_flow, grant.Peer, grant.Session, grant.Lane, grant.Class, message, WireSize.OfFrame(message));
    }

    private PeerOutbox Of(NodeId peer, long session)
    {
        var outbox = _peers.Find(peer);
        if (outbox is null || outbox.Session != session)
        {
            _peers.Remove(peer);
            _peers.Add(peer, outbox = new PeerOutbox(peer, session));
        }

        return outbox;
    }
}
