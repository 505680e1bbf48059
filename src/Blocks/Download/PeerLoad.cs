using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Download;

/// <summary>What one peer owes, and how fast it has answered so far. Averages are exponentially weighted with the 1/8 of TCP's estimator, deviations with its 1/4 (RFC 6298).</summary>
internal sealed class PeerLoad(NodeId peer)
{
    private const double Weight = 1.0 / 8;
    private const double DeviationWeight = 1.0 / 4;
    private const int RivalsGrow = 4;
    private const double GoodputAtFirst = 4 << 20;
    private static readonly TimeSpan RoundTripAtFirst = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan IntervalMin = TimeSpan.FromMicroseconds(100);

    /// <summary>Artifacts of which wrong bytes are remembered in a session. Far more than the points for one bear before the peer is banned.</summary>
    private const int WrongMax = 64;

    private readonly LinkedList<ChunkRequestState> _owed = [];
    private readonly List<ArtifactId> _wrong = [];
    private double _goodput = GoodputAtFirst;
    private TimeSpan _response;
    private bool _hasRoundTrip, _hasResponse;

    public NodeId Peer => peer;

    public long Session { get; private set; }

    public bool IsConnected { get; private set; }

    public LaneLoads Lanes { get; } = new();

    /// <summary>Requests without an end, the oldest first.</summary>
    public LinkedList<ChunkRequestState> Owed => _owed;

    public int Requests => _owed.Count;

    public long BytesOwed { get; private set; }

    public TimeSpan LastHeard { get; private set; }

    /// <summary>Since when it has been asked and ended no request, but as busy; null while it owes nothing and was not busy.</summary>
    public TimeSpan? InVainSince { get; private set; }

    /// <summary>A busy peer is not asked before this.</summary>
    public TimeSpan BusyUntil { get; set; }

    /// <summary>When its silence is looked at next.</summary>
    public TimeSpan NextCheck { get; set; } = TimeSpan.MaxValue;

    public TimeSpan RoundTrip { get; private set; } = RoundTripAtFirst;

    /// <summary>From asking to the answer, queues included; null before the first answer.</summary>
    public TimeSpan? Response => _hasResponse ? _response : null;

    /// <summary>How far answers lie from their average, on average.</summary>
    public TimeSpan Deviation { get; private set; }

    /// <summary>How many of the oldest chunks that it owes may be asked of somebody else: none until it is overdue.</summary>
    public int RivalsAllowed { get; private set; }

    /// <summary>Whether its silence was too long when last looked at; ends with whatever comes from it.</summary>
    public bool IsOverdue => RivalsAllowed > 0;

    public void Join(long session)
    {
        Session = session;
        IsConnected = true;
        BusyUntil = TimeSpan.Zero;
        RivalsAllowed = 0;
        InVainSince = null;
        _wrong.Clear();
        Lanes.Reset();
    }

    public void Leave() => IsConnected = false;

    public void Add(ChunkRequestState request)
    {
        request.PlaceAtPeer = _owed.AddLast(request);
        InVainSince ??= request.AskedAt;
        BytesOwed += request.Bytes;
        Lanes.Add(request.Lane, request.Bytes);
    }

    public void Remove(ChunkRequestState request)
    {
        _owed.Remove(request.PlaceAtPeer!);
        BytesOwed -= request.Bytes;
        Lanes.Add(request.Lane, -request.Bytes);
    }

    /// <summary>It is not asked for this artifact again in its session, also when the download ends and begins anew.</summary>
    public void SendsWrongBytesOf(ArtifactId artifact)
    {
        if (_wrong.Count == WrongMax)
        {
            _wrong.RemoveAt(0);
        }

        _wrong.Add(artifact);
    }

    public bool SentWrongBytesOf(ArtifactId artifact) => _wrong.Count > 0 && _wrong.Contains(artifact);

    public void Heard(ChunkRequestState? answered, int bytes, TimeSpan now)
    {
        if (answered is not null && bytes > 0)
        {
            Measure(answered, bytes, now);
        }

        LastHeard = now;
        RivalsAllowed = 0;
    }

    /// <summary>A request of it has ended, and not as busy.</summary>
    public void Served(TimeSpan now) => InVainSince = Requests > 0 ? now : null;

    /// <summary>It was silent for too long: one rival at first, and four times as many for each time it stays so, up to all that it can owe.</summary>
    public void BeOverdue(DownloadOptions options) => RivalsAllowed = Math.Clamp(RivalsAllowed * RivalsGrow, 1, options.OutstandingRequestsPerPeer);

    /// <summary>It answered this one before the older ones that it still owes.</summary>
    public static void Overtook(ChunkRequestState answered, TimeSpan now)
    {
        for (var place = answered.PlaceAtPeer!.Previous; place is { Value.OvertakenAt: null }; place = place.Previous)
        {
            place.Value.OvertakenAt = now;
        }
    }

    /// <summary>Whether one more request of this size stays within the bounds; the first one always does.</summary>
    public bool HasRoom(int bytes, DownloadOptions options) =>
        IsConnected && Requests < options.OutstandingRequestsPerPeer
        && (BytesOwed == 0 || BytesOwed + bytes <= options.OutstandingBytesPerPeer);

    /// <summary>How long an answer of this size takes when the peer has nothing else to do.</summary>
    public TimeSpan Transfer(int bytes) => RoundTrip + TimeSpan.FromSeconds(bytes / _goodput);

    /// <summary>When a request of this size would be answered.</summary>
    public TimeSpan Expected(int bytes) => RoundTrip + TimeSpan.FromSeconds((BytesOwed + bytes) / _goodput);

    private void Measure(ChunkRequestState request, int bytes, TimeSpan now)
    {
        var response = now - request.AskedAt;
        Deviation = _hasResponse ? Deviation + (DeviationWeight * ((response - _response).Duration() - Deviation)) : response / 2;
        _response = _hasResponse ? _response + (Weight * (response - _response)) : response;
        _hasResponse = true;
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
