using Microsoft.Extensions.Logging;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Content;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;

namespace Tidings.Blocks.Download;

/// <summary>
/// Joins the planner, the outbox and the contents being built: inputs of the stage in, outputs out. Not thread-safe; owned by one block.
/// </summary>
internal sealed class DownloadStage<T>
    where T : IArtifact<T>
{
    private readonly DownloadPlanner _planner;
    private readonly RequestOutbox _outbox;
    private readonly ActiveDownloads<T> _active;
    private readonly DownloadSettings<T> _settings;
    private readonly DownloadInstruments _instruments;
    private readonly AnswerIntake<T> _answers;
    private readonly PeerBlame _blame;
    private readonly List<DownloadOutput<T>> _outputs = [];

    // What waits to be asked changes with what the planner wants and with grants, and with nothing else: pushed artifacts ask for nothing.
    private bool _mayDemand;

    public DownloadStage(DownloadSettings<T> settings, DownloadInstruments instruments, ILogger logger)
    {
        (_settings, _instruments) = (settings, instruments);
        _planner = new DownloadPlanner(settings.Options, settings.Limits);
        _outbox = new RequestOutbox(settings.Kind, _planner.IsOpen);
        _active = new ActiveDownloads<T>(settings, instruments, logger);
        _answers = new AnswerIntake<T>(_planner, _active, instruments, logger);
        _blame = new PeerBlame(settings.Offences, logger);
    }

    /// <summary>When the stage must be woken, as of the last input.</summary>
    public TimeSpan Arm(TimeSpan now) => _planner.Arm(now);

    /// <returns>Valid until the next call.</returns>
    public IReadOnlyList<DownloadOutput<T>> Handle(DownloadInput input, TimeSpan now)
    {
        _outputs.Clear();
        switch (input)
        {
            case DownloadOrdered ordered:
                Obey(ordered.Order, now);
                break;
            case DownloadAnswer answer:
                _answers.Take(answer.Message, now);
                break;
            case DownloadPeer peer:
                Change(peer.Event, now);
                break;
            case DownloadGranted granted:
                _mayDemand = true;
                foreach (var grant in granted.Grants.Items)
                {
                    Send(_outbox.Use(grant));
                }

                break;
            case DownloadWake:
                _planner.Wake(now);
                break;
        }

        Carry(now);
        return _outputs;
    }

    /// <summary>Gives back what the downloads hold; the stage has ended.</summary>
    public void Free() => _active.Free();

    private void Obey(DownloadOrder order, TimeSpan now)
    {
        switch (order)
        {
            case StartDownload start:
                Start(start, now);
                break;
            case OrderBatch batch:
                foreach (var each in batch.Orders)
                {
                    Obey(each, now);
                }

                break;
            case ChangeHolders changed:
                foreach (var change in changed.Changes)
                {
                    Change(change, now);
                }

                break;
            case ChangeClass change:
                if (_active.Find(ClaimKey.Of(change.Advert)) is { } download)
                {
                    download.Class = change.Class;
                    _planner.ChangeClass(ClaimKey.Of(change.Advert), change.Class, now);
                }

                break;
            case ReclaimMemory reclaim:
                _planner.Reclaim(reclaim.Bytes, reclaim.Class, now);
                break;
        }
    }

    private void Start(StartDownload start, TimeSpan now)
    {
        var body = start.Body;
        if (body is not null && ContentStore.IsOneChunk(start.Advert.Size, _settings.Limits))
        {
            if (ContentStore.TakeWhole(_settings.Kind, _settings.Limits, start.Advert, body.Buffer) is { } content)
            {
                _instruments.Kept((int)content.Size);
                Say(_active.FinishWhole(start, content, body.From));
                return;
            }

            BlameForBody(start.Advert, body.From);
            body = null;
        }

        if (_active.Begin(start, now) is not { } download)
        {
            return;
        }

        if (body is not null && TakeBody(download, body.Buffer, body.From))
        {
            Finish(download, body.From, start.Advertisers(), isFetched: false, now);
        }
        else
        {
            _planner.Start(start.Advert, start.Class, start.Holders, start.Reservation.Bytes, now);
        }
    }

    private void Change(HolderChange change, TimeSpan now)
    {
        var claim = ClaimKey.Of(change.Advert);
        _planner.ChangeHolder(claim, change.Peer, change.Commit, change.IsHolder, now);
        if (change.Body is not { } body)
        {
            return;
        }

        if (_active.Find(claim) is not { } download)
        {
            body.Dispose();
        }
        else if (TakeBody(download, body, change.Peer) && _planner.Remove(claim) is { } advertisers)
        {
            Finish(download, change.Peer, advertisers, isFetched: false, now);
        }
    }

    private bool TakeBody(ActiveDownload download, RentedBuffer body, NodeId from)
    {
        var bytes = body.Length;
        if (!download.TryAddBody(body, _settings.Limits.ChunkSize, from))
        {
            BlameForBody(download.Advert, from);
            return false;
        }

        _instruments.Kept(bytes);
        return true;
    }

    private void BlameForBody(Advert advert, NodeId from) =>
        _blame.Report(new Blame(from, Offence.WrongBytes, $"pushed body of {advert.Id.ToShortString()}"));

    private void Change(PeerEvent change, TimeSpan now)
    {
        if (change is PeerJoined or PeerLeft)
        {
            _outbox.Forget(change.Peer);
            _blame.Forget(change.Peer);
        }

        _planner.Handle(change, now);
    }

    /// <summary>Carries out what the planner wants, until it wants nothing more, and says what came of it.</summary>
    private void Carry(TimeSpan now)
    {
        while (_planner.TakeEffects() is { Count: > 0 } effects)
        {
            _mayDemand = true;
            foreach (var effect in effects)
            {
                Carry(effect, now);
            }
        }

        if (_mayDemand)
        {
            SendDemands();
        }

        if (_active.TakeFinished() is { Count: > 0 } finished)
        {
            _settings.Finished.Raise(new PrioritizeFinished(finished));
        }
    }

    private void SendDemands()
    {
        _mayDemand = false;
        foreach (var demand in _outbox.TakeDemands())
        {
            Send(demand);
        }
    }

    private void Carry(DownloadEffect effect, TimeSpan now)
    {
        switch (effect)
        {
            case Ask ask:
                _outbox.Add(ask);
                if (ask.IsHedge)
                {
                    _instruments.Hedged();
                }

                break;
            case CancelRequest cancel when _outbox.Cancel(cancel):
                _planner.Close(cancel.Request, cancel.Peer, now);
                break;
            case Blame blame:
                _blame.Report(blame);
                break;
            case AllHere all when _active.Find(all.Claim) is { } complete:
                Finish(complete, all.LastFrom, all.Advertisers, isFetched: true, now);
                break;
            case GiveUp up when _active.Find(up.Claim) is { } given:
                _active.End(given, up.Outcome, now);
                break;
        }
    }

    private void Finish(ActiveDownload download, NodeId lastFrom, IReadOnlyList<NodeId> advertisers, bool isFetched, TimeSpan now) =>
        Say(_active.Finish(download, lastFrom, advertisers, isFetched, now));

    private void Say(Candidate<T>? candidate)
    {
        if (candidate is not null)
        {
            _outputs.Add(new Downloaded<T>(candidate));
        }
    }

    private void Send(BandwidthInput item) => _outputs.Add(new DownloadSends<T>(item));
}
