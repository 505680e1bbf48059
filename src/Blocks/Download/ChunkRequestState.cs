namespace Tidings.Blocks.Download;

/// <summary>One request, from the moment its number is given out until its end: its chunk, an END, the end of its lane or of its session.</summary>
internal sealed class ChunkRequestState(ulong number, PlannedDownload download, int chunk, PeerLoad peer, int lane, int bytes, bool isHedge, TimeSpan askedAt)
{
    public ulong Number => number;

    public PlannedDownload Download => download;

    public int Chunk => chunk;

    public PeerLoad Peer => peer;

    public int Lane => lane;

    public int Bytes => bytes;

    public bool IsHedge => isHedge;

    public TimeSpan AskedAt => askedAt;

    /// <summary>Whether the peer owed nothing else when this was asked, so that its answer measures the round trip.</summary>
    public bool WasAlone { get; } = peer.Requests == 0;

    /// <summary>When the peer first answered something that was asked later; null when it keeps the order.</summary>
    public TimeSpan? OvertakenAt { get; set; }

    /// <summary>Cancelled, or overtaken by a rival: what still comes under it is late, and never blamed.</summary>
    public bool IsLate { get; set; }

    public LinkedListNode<ChunkRequestState>? PlaceAtPeer { get; set; }
}
