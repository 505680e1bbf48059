using Tidings.Blocks.Limits;
using Tidings.Runtime.Membership;

namespace Tidings.Runtime.Peers;

/// <summary>What the graph needs of the session layer before it exists: where messages leave, and where offences are reported.</summary>
internal sealed class PeerBasis
{
    public PeerBasis(TimeProvider time, MembershipOptions membership, ScoreOptions scores)
    {
        Clock = new NodeClock(time);
        Membership = new MembershipView(membership);
        Offences = new OffenceDesk(new PeerScores(scores), Membership, Clock);
        Directory = new PeerDirectory(Offences, Clock);
    }

    public NodeClock Clock { get; }

    public MembershipView Membership { get; }

    public OffenceDesk Offences { get; }

    public PeerDirectory Directory { get; }
}
