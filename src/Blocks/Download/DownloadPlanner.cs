using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;

namespace Tidings.Blocks.Download;

/// <summary>
/// Plans the downloads of one kind: what happens goes in with its time, what is to be done comes out by <see cref="TakeEffects"/>. Not thread-safe; owned
/// by one stage. Knows nothing of bytes: the shell verifies chunks and says what came of it.
/// </summary>
internal sealed class DownloadPlanner
{
    private readonly PlannerState _state;
    private readonly RequestAssigner _assigner;
    private readonly RequestEnds _ends;
    private readonly OverdueWatch _overdue;
    private readonly AnswerRules _answers;
    private readonly PeerRules _peers;
    private readonly UnservedDownloads _unserved;
    private TimeSpan _armedFor = TimeSpan.MaxValue;
    private long _age;

    public DownloadPlanner(DownloadOptions options, KindLimits limits)
    {
        _state = new PlannerState(options, limits);
        _assigner = new RequestAssigner(_state);
        _ends = new RequestEnds(_state);
        _overdue = new OverdueWatch(_state, _assigner, _ends);
        _answers = new AnswerRules(_state, _ends);
        _peers = new PeerRules(_state, _ends);
        _unserved = new UnservedDownloads(_state, _ends);
    }

    public int Downloads => _state.Downloads.Count;

    public int OpenRequests => _state.Requests.Count;

    /// <summary>Whether a request has no end yet.</summary>
    public bool IsOpen(ulong request) => _state.Requests.IsOpen(request);

    /// <summary>Begins a download. Its claim must not be downloading already.</summary>
    public void Start(Advert advert, FetchPriority priority, IReadOnlyList<HolderCommit> holders, long windowBytes, TimeSpan now)
    {
        var download = new PlannedDownload(advert, priority, _age++, _state.Limits.ChunkSize, windowBytes) { RetryDelay = _state.Options.RetryMin };
        _state.Downloads.Add(download.Claim, download);
        foreach (var holder in holders)
        {
            download.Holder(holder.Peer).Advertise(holder.Commit);
        }

        if (advert.Size <= _state.Limits.PushBelowBytes && _state.Peers.Find(advert.Maker) is { IsConnected: true } maker)
        {
            download.GraceUntil = now + _state.Options.PushGrace + (2 * maker.RoundTrip);
            _state.SetAlarm(download, download.GraceUntil);
        }

        Continue(download, now);
    }

    /// <summary>Whether a claim is being downloaded.</summary>
    public bool Has(ClaimKey claim) => _state.Downloads.ContainsKey(claim);

    /// <summary>A peer began or ceased to make a claim.</summary>
    public void ChangeHolder(ClaimKey claim, NodeId peer, ulong commit, bool isHolder, TimeSpan now)
    {
        if (!_state.Downloads.TryGetValue(claim, out var download))
        {
            return;
        }

        if (!isHolder)
        {
            download.Holder(peer).Retract();
        }
        else if (download.Holder(peer).Advertise(commit))
        {
            download.ForgetTried(peer);
        }

        Continue(download, now);
    }

    /// <summary>The class changed: below Later nothing more is asked, and Drop ends the download with its last request.</summary>
    public void ChangeClass(ClaimKey claim, FetchPriority priority, TimeSpan now)
    {
        if (!_state.Downloads.TryGetValue(claim, out var download))
        {
            return;
        }

        download.Class = priority;
        if (priority == FetchPriority.Drop)
        {
            _ends.CancelAll(download);
        }

        Continue(download, now);
    }

    /// <summary>Ends a download at once, with no effect but cancels: it came by push, or cannot be kept. Who made its claim; null if there is no such download.</summary>
    public IReadOnlyList<NodeId>? Remove(ClaimKey claim)
    {
        if (!_state.Downloads.TryGetValue(claim, out var download))
        {
            return null;
        }

        _ends.CancelAll(download);
        _state.Remove(download);
        return download.Advertisers();
    }

    /// <summary>Another download finds no memory, place or turn: those that nobody serves are given up, the lowest class first, until so many bytes are free.</summary>
    public void Reclaim(long bytes, FetchPriority below, TimeSpan now) => _unserved.GiveUp(bytes, below, now);

    /// <summary>A session began, ended, or one of its lanes came or went.</summary>
    public void Handle(PeerEvent change, TimeSpan now)
    {
        _peers.Handle(change, now);
        _assigner.Pump(now);
    }

    /// <summary>A chunk came. When it is to be verified, <see cref="Verified"/> must follow.</summary>
    public ReceivedChunk Receive(NodeId peer, long session, ulong request, int chunk, int bytes, TimeSpan now)
    {
        var received = _answers.Receive(peer, session, request, chunk, bytes, now);
        if (received.Fate != ChunkFate.Verify)
        {
            _assigner.Pump(now);
        }

        return received;
    }

    /// <summary>What verifying a chunk showed.</summary>
    public void Verified(ChunkRequestState request, bool isRight, TimeSpan now)
    {
        _answers.Verified(request, isRight, now);
        _assigner.Pump(now);
    }

    /// <summary>A request ended without its chunk.</summary>
    public void EndRequest(NodeId peer, long session, ulong request, Wire.EndReason reason, TimeSpan retryAfter, TimeSpan now)
    {
        _answers.End(peer, session, request, reason, retryAfter, now);
        _assigner.Pump(now);
    }

    /// <summary>A request has ended and says nothing of its peer: it was cancelled before it was sent, or its chunk could not be kept.</summary>
    public void Close(ulong request, NodeId peer, TimeSpan now)
    {
        if (_state.Requests.TryFind(request, peer, out var closed))
        {
            _ends.Close(closed);
            closed.Peer.Served(now);
            Continue(closed.Download, now);
        }
    }

    /// <summary>A timer is due.</summary>
    public void Wake(TimeSpan now)
    {
        if (now - _armedFor > _state.Options.TimerLatenessMax)
        {
            _overdue.Forgive(now);
        }

        while (_state.TakeDue(now) is { } download)
        {
            if (download.RetryAt <= now)
            {
                download.RetryAt = null;
                download.ForgetTried();
            }

            _state.Refresh(download, now);
            SetNextAlarm(download, now);
        }

        _overdue.Check(now);
        _assigner.Pump(now);
    }

    /// <summary>When <see cref="Wake"/> must be called next. The caller arms a timer for it: how late it comes says how late our timers run.</summary>
    public TimeSpan Arm(TimeSpan now)
    {
        var next = _state.NextAlarm;
        foreach (var peer in _state.Peers)
        {
            next = peer.NextCheck < next ? peer.NextCheck : next;
            next = peer.BusyUntil > now && peer.BusyUntil < next ? peer.BusyUntil : next;
        }

        return _armedFor = next;
    }

    /// <summary>What is to be done, in order; each effect comes out once.</summary>
    public IReadOnlyList<DownloadEffect> TakeEffects()
    {
        if (_state.Effects.Count == 0)
        {
            return [];
        }

        var effects = _state.Effects;
        _state.Effects = [];
        return effects;
    }

    private void Continue(PlannedDownload download, TimeSpan now)
    {
        _state.Refresh(download, now);
        _assigner.Pump(now);
    }

    private void SetNextAlarm(PlannedDownload download, TimeSpan now)
    {
        if (download.RetryAt is { } retryAt)
        {
            _state.SetAlarm(download, retryAt);
        }

        if (download.ParkedSince + _state.Options.ParkedFor is { } parkedUntil && parkedUntil > now)
        {
            _state.SetAlarm(download, parkedUntil);
        }

        if (download.GraceUntil > now)
        {
            _state.SetAlarm(download, download.GraceUntil);
        }
    }
}
