using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Serve;

namespace Simulation.Tests.PlantedBugs;

/// <summary>Only the first session of a peer is noticed: what it says in later ones belongs to no table.</summary>
internal sealed class LaterSessionUnheard : Defect<DedupeInput, DedupeOutput>
{
    private readonly HashSet<NodeId> _known = [];

    public override IEnumerable<DedupeInput> Hear(DedupeInput input) =>
        input is DedupePeer { Event: PeerJoined joined } && !_known.Add(joined.Peer) ? [] : [input];
}

/// <summary>A peer that comes back is not told what happened while it was away.</summary>
internal sealed class LaterSessionUntold : Defect<PublishInput, BandwidthInput>
{
    private readonly HashSet<NodeId> _known = [];

    public override IEnumerable<PublishInput> Hear(PublishInput input) =>
        input is PublishPeer { Event: PeerJoined joined } && !_known.Add(joined.Peer) ? [] : [input];
}

/// <summary>What a peer asks after it came back waits for lanes that are not known to be up.</summary>
internal sealed class LaterSessionUnserved : Defect<ServeInput, BandwidthInput>
{
    private readonly Dictionary<NodeId, long> _first = [];

    public override IEnumerable<ServeInput> Hear(ServeInput input) =>
        input is ServePeer { Event: PeerJoined or LaneChanged { IsUp: true } } peer && !IsFirst(peer.Event) ? [] : [input];

    private bool IsFirst(PeerEvent change) => _first.TryAdd(change.Peer, change.Session) || _first[change.Peer] == change.Session;
}

/// <summary>A branch of code that takes a lane for present: it throws when one goes down.</summary>
internal sealed class ThrowsWhenALaneEnds : Defect<ServeInput, BandwidthInput>
{
    private readonly HashSet<(NodeId, long, int)> _waiting = [];

    public override IEnumerable<ServeInput> Hear(ServeInput input)
    {
        switch (input)
        {
            case ServeMessage { Message: { Body: Tidings.Blocks.Wire.RequestsMessage requests } message }:
                _waiting.UnionWith(requests.Requests.Select(request => (message.Peer, message.Session, request.Lane)));
                break;
            case ServePeer { Event: LaneChanged { IsUp: false } lane } when _waiting.Contains((lane.Peer, lane.Session, lane.Lane)):
                throw new KeyNotFoundException($"Lane {lane.Lane} of {lane.Peer.ToShortString()}");
        }

        return [input];
    }
}
