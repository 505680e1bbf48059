using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Download;

/// <summary>What one peer owes, and how fast it has answered so far. Averages are exponentially weighted with the 1/8 of TCP's estimator (RFC 6298).</summary>
internal sealed class PeerLoad(NodeId peer)
{
    private const double Weight = 1.0 / 8;
    private const double GoodputAtFirst = 4 << 20;
    private static readonly TimeSpan RoundTripAtFirst = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan IntervalMin = TimeSpan.FromMicroseconds(100);

    private readonly LinkedList<ChunkRequestState> _owed = [];
    private double _goodput = GoodputAtFirst;
    private bool _hasRoundTrip;

    public NodeId Peer => peer;

    public long Session { get; private set; }

    public bool IsConnected { get; private set; }

    public LaneLoads Lanes { get; } = new();

    /// <summary>Requests without an end, the oldest first.</summary>
    public LinkedList<ChunkRequestState> Owed => _owed;

    public int Requests => _owed.Count;

    public long BytesOwed { get; private set; }

    public TimeSpan LastHeard { get; private set; }

    /// <summary>A busy peer is not asked before this.</summary>
    public TimeSpan BusyUntil { get; set; }

    /// <summary>When its silence is looked at next.</summary>
    public TimeSpan NextCheck { get; set; } = TimeSpan.MaxValue;

    public TimeSpan RoundTrip { get; private set; } = RoundTripAtFirst;

    /// <summary>From asking to the answer, queues included.</summary>
    public TimeSpan Response { get; private set; } = RoundTripAtFirst;

    public void Join(long session)
    {
        Session = session;
        IsConnected = true;
        BusyUntil = TimeSpan.Zero;
        Lanes.Reset();
    }

    public void Leave() => IsConnected = false;

    public void Add(ChunkRequestState request)
    {
        request.PlaceAtPeer = _owed.AddLast(request);
        BytesOwed += request.Bytes;
        Lanes.Add(request.Lane, request.Bytes);
    }

    public void Remove(ChunkRequestState request)
    {
        _owed.Remove(request.PlaceAtPeer!);
        BytesOwed -= request.Bytes;
        Lanes.Add(request.Lane, -request.Bytes);
    }

    public void Heard(ChunkRequestState? answered, int bytes, TimeSpan now)
    {
        if (answered is not null && bytes > 0)
        {
            Measure(answered, bytes, now);
        }

        LastHeard = now;
    }

    /// <summary>Whether one more request of this size stays within the bounds; the first one always does.</summary>
    public bool HasRoom(int bytes, DownloadOptions options) =>
        IsConnected && Requests < options.OutstandingRequestsPerPeer
        && (BytesOwed == 0 || BytesOwed + bytes <= options.OutstandingBytesPerPeer);

    /// <summary>When a request of this size would be answered.</summary>
    public TimeSpan Expected(int bytes) => RoundTrip + TimeSpan.FromSeconds((BytesOwed + bytes) / _goodput);

    private void Measure(ChunkRequestState request, int bytes, TimeSpan now)
    {
        var response = now - request.AskedAt;
        Response += Weight * (response - Response);
        if (request.WasAlone)
        {
            RoundTrip = _hasRoundTrip ? RoundTrip + (Weight * (response - RoundTrip)) : response;
            _hasRoundTrip = true;
        }

        var since = LastHeard > request.AskedAt ? LastHeard : request.AskedAt;
        var interval = now - since > IntervalMin ? now - since : IntervalMin;
        _goodput += Weight * ((bytes / interval.TotalSeconds) - _goodput);
    }
}
