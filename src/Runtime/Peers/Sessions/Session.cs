using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Peers.Sessions;

/// <summary>One life of lane 0 between two processes, and the lanes that belong to it.</summary>
internal sealed class Session(long number, ReadyConnection lane0)
{
    private readonly SortedDictionary<int, long> _lanes = new() { [0] = lane0.Id };

    public long Number => number;

    public NodeId Peer => lane0.Peer;

    public ulong Incarnation => lane0.Incarnation;

    public bool DialledByUs => lane0.DialledByUs;

    public ulong OurNonce => lane0.OurNonce;

    public ulong PeerNonce => lane0.PeerNonce;

    /// <summary>Connection of each lane that is up, by lane number.</summary>
    public IReadOnlyDictionary<int, long> Lanes => _lanes;

    public bool Owns(ReadyConnection connection) =>
        connection.DialledByUs == DialledByUs && IsNamed(connection.Incarnation, connection.OurNonce, connection.PeerNonce);

    public bool IsNamed(ulong incarnation, ulong ourNonce, ulong peerNonce) =>
        incarnation == Incarnation && ourNonce == OurNonce && peerNonce == PeerNonce;

    public void Set(int lane, long connection) => _lanes[lane] = connection;

    public void Unset(int lane) => _lanes.Remove(lane);
}
