using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Download;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Move;

namespace Tidings.Blocks.Prioritize;

/// <summary>
/// What is advertised and not yet fetched, in five classes: bounded, judged anew when the pool changes, admitted in order. Not thread-safe; owned by one stage.
/// </summary>
internal sealed class PriorityBuffer
{
    private readonly PrioritizeOptions _options;
    private readonly KindLimits _limits;
    private readonly IPoolStatus _pool;
    private readonly AdvertBook _book;
    private readonly Reranker _reranker;
    private readonly Admission _admission;
    private readonly HandedOver _handedOver;
    private readonly PriorityQueue<PriorityEntry, TimeSpan> _resting = new();
    private readonly List<PriorityEntry> _withBody = [];
    private readonly PriorityEffects _effects = new();

    public PriorityBuffer(PrioritizeOptions options, KindLimits limits, IDownloadBudget budget, IPoolStatus pool, IAdvertJudge judge)
    {
        (_options, _limits, _pool) = (options, limits, pool);
        _book = new AdvertBook(options);
        _reranker = new Reranker(options, _book, pool, judge);
        _handedOver = new HandedOver(options, _book, pool);
        _admission = new Admission(options, _book, _handedOver, budget, pool);
    }

    public int Count => _book.Count;

    public int Started => _admission.Started;

    /// <summary>When a wake is due; the largest value when none is.</summary>
    public TimeSpan NextWake { get; private set; } = TimeSpan.MaxValue;

    /// <returns>Valid until the next call.</returns>
    public PriorityEffects Handle(PrioritizeInput input, TimeSpan now)
    {
        var effects = _effects;
        effects.Clear();
        _reranker.Work(now, effects);
        switch (input)
        {
            case PrioritizeHolders holders:
                var changes = holders.Changed.Changes;
                for (var i = 0; i < changes.Count; i++)
                {
                    Apply(changes[i], effects);
                }

                break;
            case PrioritizeFinished finished:
                var downloads = finished.Downloads;
                for (var i = 0; i < downloads.Count; i++)
                {
                    Finish(downloads[i], now);
                }

                break;
        }

        WakeRested(now);
        if (input is PrioritizeWake)
        {
            _handedOver.Look(now);
        }

        _admission.Admit(now, effects);
        FreeBodies();
        NextWake = Earliest(_reranker.NextWake, _admission.NextWake, _handedOver.NextWake, NextRested);
        return effects;
    }

    private TimeSpan NextRested => _resting.TryPeek(out _, out var at) ? at : TimeSpan.MaxValue;

    private void Apply(in HolderChange change, PriorityEffects effects)
    {
        var entry = _book.Find(ClaimKey.Of(change.Advert));
        if (!change.IsHolder)
        {
            Retract(entry, change, effects);
            return;
        }

        entry ??= Enter(change);
        var isNews = entry.AddHolder(change.Peer, change.Commit);
        switch (entry.State)
        {
            case EntryState.Started:
                entry.HasNews |= isNews;
                effects.Forward(in change);
                return;
            case EntryState.Resting when isNews:
                _book.Wait(entry);
                break;
        }

        _book.Rebalance(entry, change.Peer);

        TakeBody(entry, change);
        while (_book.Surplus(change.Peer) is { } surplus)
        {
            effects.Displaced++;
            _book.Remove(surplus);
        }
    }

    private PriorityEntry Enter(in HolderChange change)
    {
        var entry = _book.Add(change.Advert, change.Peer);
        _reranker.Judge(entry);
        if (change.Advert.Size >= 0 && change.Advert.Size <= _limits.MaxBytes)
        {
            _book.Wait(entry);
        }
        else
        {
            entry.State = EntryState.Refused;
        }

        return entry;
    }

    private void Retract(PriorityEntry? entry, in HolderChange change, PriorityEffects effects)
    {
        change.Body?.Dispose();
        if (entry is null || !entry.RemoveHolder(change.Peer))
        {
            return;
        }

        if (entry.State == EntryState.Started)
        {
            effects.Forward(change with { Body = null });
            if (_pool.StatusOf(change.Advert.Id) is not (ArtifactStatus.Unknown or ArtifactStatus.Unvalidated))
            {
                // Taken back by this node's own pool, and not by the peer: what was asked is not wanted either.
                effects.Add(new ChangeClass(change.Advert, FetchPriority.Drop));
            }
        }

        if (entry.HolderCount > 0)
        {
            if (entry.Owner == change.Peer)
            {
                _book.Charge(entry, entry.FirstHolder);
            }
        }
        else if (entry.State != EntryState.Started)
        {
            Forget(entry);
        }
    }

    private void TakeBody(PriorityEntry entry, in HolderChange change)
    {
        if (change.Body is not { } body)
        {
            return;
        }

        if (entry.State != EntryState.Waiting || entry.Body is not null)
        {
            body.Dispose();
            return;
        }

        entry.Body = new PushedBody(body, change.Peer);
        _withBody.Add(entry);
    }

    /// <summary>A body that could not be taken up at once is freed: its advert stays, and it can be asked for.</summary>
    private void FreeBodies()
    {
        foreach (var entry in _withBody)
        {
            entry.Body?.Buffer.Dispose();
            entry.Body = null;
        }

        _withBody.Clear();
    }

    private void Finish(in FinishedDownload download, TimeSpan now)
    {
        if (_book.Find(ClaimKey.Of(download.Advert)) is not { State: EntryState.Started } entry)
        {
            return;
        }

        _admission.Finished(entry);
        switch (download.Outcome)
        {
            case DownloadOutcome.Complete or DownloadOutcome.Undecodable:
                _handedOver.Add(entry, now);
                break;
            case DownloadOutcome.FalseClaim:
                entry.State = EntryState.Refused;
                break;
            case DownloadOutcome.NoHolders or DownloadOutcome.StorageFailed when !entry.HasNews:
                Rest(entry, now);
                break;
            default:
                _book.Wait(entry);
                break;
        }

        if (entry.HolderCount == 0)
        {
            Forget(entry);
        }
    }

    private void Rest(PriorityEntry entry, TimeSpan now)
    {
        entry.State = EntryState.Resting;
        entry.RestsUntil = now + _options.RestFor;
        _resting.Enqueue(entry, entry.RestsUntil);
    }

    private void WakeRested(TimeSpan now)
    {
        while (_resting.TryPeek(out var entry, out var until) && until <= now)
        {
            _resting.Dequeue();
            if (entry.State == EntryState.Resting && entry.RestsUntil == until && _book.Find(entry.Claim) == entry)
            {
                _book.Wait(entry);
            }
        }
    }

    private void Forget(PriorityEntry entry)
    {
        _handedOver.Forget(entry);
        _book.Forget(entry);
    }

    private static TimeSpan Earliest(params ReadOnlySpan<TimeSpan> times)
    {
        var earliest = TimeSpan.MaxValue;
        foreach (var time in times)
        {
            earliest = time < earliest ? time : earliest;
        }

        return earliest;
    }
}
