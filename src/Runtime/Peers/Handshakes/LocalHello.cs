using Tidings.Blocks;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Runtime.Membership;

namespace Tidings.Runtime.Peers.Handshakes;

/// <summary>One kind as this node says it in HELLO, and where what it kept of a peer's table is found.</summary>
internal sealed record LocalKind(string Name, KindLimits Limits, IKeptTables Kept);

/// <summary>What this node says of itself in HELLO. Thread-safe.</summary>
internal sealed class LocalHello(string subnet, ulong incarnation, IReadOnlyList<LocalKind> kinds, MembershipView membership)
{
    // Half of what a HELLO should have at most; a kind whose table does not fit is sent anew.
    private const int KeptPagesMax = 512;

    public string Subnet => subnet;

    public ulong Incarnation => incarnation;

    public IReadOnlyList<LocalKind> Kinds => kinds;

    /// <summary>The words for a peer. Kinds are said on lane 0 only: the other lanes belong to its session.</summary>
    public HelloMessage For(NodeId peer, int lane, ulong nonce, ulong peerNonce)
    {
        var list = membership.Current;
        return new HelloMessage(
            WireLimits.ProtocolVersion,
            subnet,
            incarnation,
            lane,
            nonce,
            peerNonce,
            list?.Version ?? 0,
            list?.Hash ?? default(Hash256),
            lane > 0 ? [] : Describe(peer));
    }

    private List<PeerKind> Describe(NodeId peer)
    {
        var described = new List<PeerKind>();
        var room = KeptPagesMax;
        foreach (var kind in kinds)
        {
            var kept = kind.Kept.KeptOf(peer);
            kept = kept?.PageDigests.Count <= room ? kept : null;
            room -= kept?.PageDigests.Count ?? 0;
            described.Add(new PeerKind(kind.Name, kind.Limits.Slots, kind.Limits.ChunkSize, kind.Limits.MaxBytes, kept));
        }

        return described;
    }
}
