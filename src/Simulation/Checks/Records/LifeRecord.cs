using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Download;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Serve;
using Tidings.Pipelines.Composition;
using Tidings.Pipelines.Graph;
using Tidings.Runtime.Peers;

namespace Tidings.Simulation.Checks.Records;

/// <summary>What was seen of one life of a node. It looks on at the edges of its graph and at its pools; the invariants read it after the step. Not thread-safe.</summary>
/// <param name="now">The time of the world.</param>
internal sealed class LifeRecord(Func<TimeSpan> now) : IEdgeObserver
{
    private KindRecord[] _kinds = [];
    private EdgePlaces _places = new([]);

    /// <summary>The kinds, in the order in which they were added to the node.</summary>
    public KindRecord[] Kinds => _kinds;

    public SessionRecord Sessions { get; } = new();

    public DialRecord Dials { get; } = new();

    /// <summary>Whether there is anything in the records that was not there at the last check, or that must not be there.</summary>
    public bool HasNews { get; private set; }

    /// <summary>Before the node starts.</summary>
    public void Attach(NodeGraph graph, PeersOptions sessions)
    {
        Dials.Backoff = (sessions.DialBackoffMin, sessions.DialBackoffMax);
        _kinds = [.. graph.Branches.Select(branch => new KindRecord(branch, graph.Options, now))];
        _places = new EdgePlaces(_kinds);
    }

    public void Entered<T>(string edge, T item)
    {
        var role = EdgeRoleOf<T>.Value;
        if (role == EdgeRole.Other || _places.Of(edge, role) is not (true, var kind))
        {
            return;
        }

        switch (role)
        {
            case EdgeRole.Move:
                MoveReading<T>.Read!(item, kind!);
                break;
            case EdgeRole.Receive:
                Received((Inbound)(object)item!);
                break;
            case EdgeRole.Download:
                kind!.Requests.Heard((DownloadInput)(object)item!);
                break;
            case EdgeRole.Serve:
                kind!.Serving.Heard((ServeInput)(object)item!);
                break;
            case EdgeRole.Send:
                Sent((OutboundMessage)(object)item!);
                break;
        }
    }

    /// <summary>The node dials.</summary>
    public void Dialled(NodeId peer) => Dials.Dialled(peer, now());

    /// <summary>Fetches what the pools have told.</summary>
    public void Collect()
    {
        HasNews = Sessions.Broken is not null || Dials.TooSoon is not null;
        foreach (var kind in _kinds)
        {
            HasNews |= kind.Collect();
        }
    }

    /// <summary>All news has been looked at.</summary>
    public void Forget()
    {
        if (HasNews)
        {
            HasNews = false;
            foreach (var kind in _kinds)
            {
                kind.Forget();
            }
        }
    }

    private void Received(Inbound inbound)
    {
        Sessions.Received(inbound);
        switch (inbound)
        {
            case InboundPeer { Event: PeerJoined joined }:
                Dials.Joined(joined.Peer);
                break;
            case InboundPeer { Event: PeerLeft left }:
                Dials.Left(left.Peer);
                break;
        }
    }

    private void Sent(OutboundMessage message)
    {
        foreach (var kind in _kinds)
        {
            if (kind.Kind == message.Flow.Kind)
            {
                kind.Requests.Sent(message);
                kind.Serving.Sent(message);
            }
        }
    }
}
