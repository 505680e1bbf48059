using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;

namespace Tidings.Simulation.Trace;

/// <summary>Digests of who comes and goes, and of what carries a message.</summary>
internal static class PeerDigests
{
    public static Digest And(this Digest digest, PeerEvent change)
    {
        var start = digest.And(change.Peer).And(change.Session);
        return change switch
        {
            PeerJoined joined => start.And(1).And(joined.Incarnation),
            PeerLeft left => start.And(2).And(left.Removed),
            LaneChanged lane => start.And(3).And(lane.Lane).And(lane.IsUp),
            _ => start.And(change.GetType().Name),
        };
    }

    public static Digest And(this Digest digest, DecodedMessage message) =>
        digest.And(message.Peer).And(message.Session).And(message.Lane).And(WireDigests.Of(message.Body));

    public static Digest And(this Digest digest, Flow flow) => digest.And(flow.Kind).And((long)flow.Role);

    public static Digest And(this Digest digest, Grants grants) => digest.AndEach(
        grants.Items, static (digest, grant) => digest.And(grant.Peer).And(grant.Session).And(grant.Lane).And((long)grant.Class).And(grant.Bytes));
}
