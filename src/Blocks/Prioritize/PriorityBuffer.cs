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
    private readonly RestingClaims _resting;
    private readonly PushedBodies _bodies = new();
    private readonly PriorityEffects _effects = new();

    public PriorityBuffer(PrioritizeOptions options, KindLimits limits, IDownloadBudget budget, IPoolStatus pool, IAdvertJudge judge)
    {
        (_options, _limits, _pool) = (options, limits, pool);
        _book = new AdvertBook(options);
        _reranker = new Reranker(options, _book, pool, judge);
        _handedOver = new HandedOver(options, _book, pool);
        _resting = new RestingClaims(options, _book);
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

        _resting.Wake(now);
        if (input is PrioritizeWake)
        {
            _handedOver.Look(now);
        }

        _admission.Admit(now, effects);
        _bodies.Free();
        NextWake = Earlier(Earlier(_reranker.NextWake, _admission.NextWake), Earlier(_handedOver.NextWake, _resting.NextWake));
        return effects;
    }

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
        if (change.Body is { } body)
        {
            _bodies.Take(entry, body, change.Peer);
        }

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
                _resting.Add(entry, now);
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

    private void Forget(PriorityEntry entry)
    {
        _handedOver.Forget(entry);
        _book.Forget(entry);
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
