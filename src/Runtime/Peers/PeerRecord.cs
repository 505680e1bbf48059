using Tidings.Blocks.Peers;
using Tidings.Runtime.Peers.Lanes;

namespace Tidings.Runtime.Peers;

/// <summary>What is shown of one peer, and the lanes of its session. Written by the manager's loop, read by anybody.</summary>
internal sealed class PeerRecord(NodeId id)
{
    private readonly Lane?[] _lanes = new Lane?[PeersOptions.LanesLimit];
    private long _session;
    private ulong _incarnation;
    private long _receivedBefore;
    private long _sentBefore;
    private int _lastEnd;

    public NodeId Id => id;

    /// <summary>The session's number; 0 without one.</summary>
    public long Session => Volatile.Read(ref _session);

    public IEnumerable<Lane> Lanes => Enumerable.Range(0, _lanes.Length).Select(lane => Volatile.Read(ref _lanes[lane])).OfType<Lane>();

    public Lane? LaneOf(long session, int lane) =>
        session == Session && (uint)lane < (uint)_lanes.Length ? Volatile.Read(ref _lanes[lane]) : null;

    public void Joined(long session, ulong incarnation)
    {
        Volatile.Write(ref _incarnation, incarnation);
        Volatile.Write(ref _session, session);
    }

    public void Left()
    {
        Volatile.Write(ref _session, 0);
        Array.Clear(_lanes);
    }

    public void Ended(DisconnectReason reason) => Volatile.Write(ref _lastEnd, (int)reason);

    public void Up(int number, Lane lane) => Volatile.Write(ref _lanes[number], lane);

    public void Down(int number) => Volatile.Write(ref _lanes[number], null);

    /// <summary>A connection is over: what it carried stays in the sums.</summary>
    public void Add(Lane over)
    {
        Interlocked.Add(ref _receivedBefore, over.BytesReceived);
        Interlocked.Add(ref _sentBefore, over.BytesSent);
    }

    public PeerInfo Describe(double score, bool isBanned)
    {
        Lane[] lanes = [.. Lanes];
        var first = lanes.FirstOrDefault(static lane => lane.Connection.Lane == 0);
        var isConnected = Session != 0;
        var end = (DisconnectReason)Volatile.Read(ref _lastEnd);
        return new PeerInfo(
            id,
            isConnected ? PeerState.Connected : isBanned ? PeerState.Banned : PeerState.Apart,
            isConnected ? Session : null,
            isConnected ? Volatile.Read(ref _incarnation) : null,
            [.. lanes.Select(static lane => lane.Connection.Lane)],
            first?.RemoteAddress.ToString(),
            first?.RoundTrip,
            score,
            Volatile.Read(ref _receivedBefore) + lanes.Sum(static lane => lane.BytesReceived),
            Volatile.Read(ref _sentBefore) + lanes.Sum(static lane => lane.BytesSent),
            end == 0 ? null : end);
    }
}
