using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;

namespace Tidings.Blocks.Download;

/// <summary>One claim being fetched: its holders, its chunks, the requests that are open for them, and its timers.</summary>
internal sealed class PlannedDownload(Advert advert, FetchPriority priority, long age, int chunkSize, long windowBytes)
{
    private readonly ByNode<DownloadHolder> _holders = new();
    private readonly Dictionary<int, List<NodeId>> _tried = [];
    private readonly HashSet<(int Chunk, NodeId Peer)> _busy = [];

    public Advert Advert => advert;

    public ClaimKey Claim { get; } = ClaimKey.Of(advert);

    public FetchPriority Class { get; set; } = priority;

    /// <summary>Order of arrival: within a class the older is served first.</summary>
    public long Age => age;

    public ChunkMap Chunks { get; } = new(checked((int)Math.Max(1, (advert.Size + chunkSize - 1) / chunkSize)));

    /// <summary>Requests whose answer is wanted, per chunk: one, or two when one is a hedge. The older first.</summary>
    public Dictionary<int, List<ChunkRequestState>> Live { get; } = [];

    public long LiveBytes { get; set; }

    /// <summary>Whether a peer owes a chunk, and its answer is wanted.</summary>
    public bool IsOwedBy(PeerLoad? peer, int chunk)
    {
        if (Live.TryGetValue(chunk, out var requests))
        {
            foreach (var request in requests)
            {
                if (request.Peer == peer)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Requests without an end, late ones included.</summary>
    public int Unended { get; set; }

    /// <summary>Bytes that may be on their way: the reservation.</summary>
    public long WindowBytes => windowBytes;

    /// <summary>Relays are not asked before this: the maker's push is on its way.</summary>
    public TimeSpan GraceUntil { get; set; }

    public TimeSpan? RetryAt { get; set; }

    public TimeSpan RetryDelay { get; set; }

    /// <summary>Since when nobody can be asked.</summary>
    public TimeSpan? ParkedSince { get; set; }

    /// <summary>The earliest alarm that is set for it.</summary>
    public TimeSpan AlarmAt { get; set; } = TimeSpan.MaxValue;

    public bool IsEnded { get; set; }

    public LinkedListNode<PlannedDownload>? ReadyPlace { get; set; }

    /// <summary>In the order of node ids.</summary>
    public ByNode<DownloadHolder> Holders => _holders;

    /// <summary>Who makes the claim now.</summary>
    public IReadOnlyList<NodeId> Advertisers() => [.. _holders.Where(holder => holder.IsAdvertised).Select(holder => holder.Peer)];

    public DownloadHolder Holder(NodeId peer)
    {
        var holder = _holders.Find(peer);
        if (holder is null)
        {
            _holders.Add(peer, holder = new DownloadHolder(peer, advert.Id));
        }

        return holder;
    }

    public bool Knows(NodeId peer) => _holders.Find(peer) is not null;

    /// <summary>Size of a chunk; an empty artifact is one empty chunk.</summary>
    public int BytesOf(int chunk) => (int)Math.Min(chunkSize, advert.Size - ((long)chunk * chunkSize));

    public bool WasTried(int chunk, NodeId peer) => _tried.TryGetValue(chunk, out var peers) && peers.Contains(peer);

    public void MarkTried(int chunk, NodeId peer)
    {
        if (!_tried.TryGetValue(chunk, out var peers))
        {
            _tried.Add(chunk, peers = []);
        }

        if (!peers.Contains(peer))
        {
            peers.Add(peer);
        }
    }

    /// <summary>It was asked in this round and said busy. It is asked again in it only when all others were, and the round does not wait for it.</summary>
    public void MarkBusy(int chunk, NodeId peer) => _busy.Add((chunk, peer));

    public bool SaidBusy(int chunk, NodeId peer) => _busy.Contains((chunk, peer));

    /// <summary>A new round, or a newer commit: asked belongs to a holder and its commit.</summary>
    public void ForgetTried(NodeId? peer = null)
    {
        if (peer is null)
        {
            _tried.Clear();
            _busy.Clear();
            return;
        }

        foreach (var peers in _tried.Values)
        {
            peers.Remove(peer.Value);
        }
    }

    public bool HasAnyTried(int chunk) => _tried.TryGetValue(chunk, out var peers) && peers.Count > 0;

    public void ForgetTriedChunk(int chunk)
    {
        _tried.Remove(chunk);
        if (_busy.Count > 0)
        {
            ForgetBusy(chunk);
        }
    }

    private void ForgetBusy(int chunk) => _busy.RemoveWhere(said => said.Chunk == chunk);
}
