using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;

namespace Tidings.Blocks.Prioritize;

/// <summary>Judges everything anew when the pool has changed: at most once per interval, in slices, the oldest first.</summary>
internal sealed class Reranker(PrioritizeOptions options, AdvertBook book, IPoolStatus pool, IAdvertJudge judge)
{
    private long _version = long.MinValue;
    private long _snapshot;
    private TimeSpan _notBefore = TimeSpan.MinValue;
    private bool _judgesDropped;

    /// <summary>When there is something to do again, by itself.</summary>
    public TimeSpan NextWake { get; private set; } = TimeSpan.MaxValue;

    /// <summary>Gives a new claim its class.</summary>
    public void Judge(PriorityEntry entry)
    {
        entry.JudgedBy = _snapshot;
        entry.Class = judge.Judge(entry.Advert);
    }

    /// <summary>Does a slice of the work; classes of started downloads that changed become orders.</summary>
    public void Work(TimeSpan now, PriorityEffects effects)
    {
        NextWake = TimeSpan.MaxValue;
        var version = pool.Version;
        if (book.Cursor is null && version != _version)
        {
            if (now < _notBefore)
            {
                NextWake = _notBefore;
                return;
            }

            Refresh(version, now);
        }

        for (var left = options.RerankSlice; book.Cursor is { } cursor; left--)
        {
            if (left == 0)
            {
                NextWake = now;
                return;
            }

            book.Cursor = book.After(cursor);
            Rejudge(cursor, effects);
        }

        if (pool.Version != _version && NextWake > _notBefore)
        {
            NextWake = _notBefore;
        }
    }

    private void Refresh(long version, TimeSpan now)
    {
        var outcome = judge.Refresh(version);
        _notBefore = now + (outcome == SnapshotOutcome.Failed ? options.PolicyRetry : options.RerankInterval);
        if (outcome != SnapshotOutcome.Failed)
        {
            _version = version;
            _snapshot++;
            _judgesDropped = outcome == SnapshotOutcome.MayHaveShrunk;
            book.Cursor = book.Oldest;
        }
    }

    private void Rejudge(PriorityEntry entry, PriorityEffects effects)
    {
        if (entry.JudgedBy == _snapshot || (entry.Class == FetchPriority.Drop && !_judgesDropped))
        {
            return;
        }

        entry.JudgedBy = _snapshot;
        var judged = judge.Judge(entry.Advert);
        if (judged == entry.Class)
        {
            return;
        }

        book.Reclass(entry, judged);
        if (entry.State == EntryState.Started)
        {
            effects.Add(new ChangeClass(entry.Advert, judged));
        }
    }
}
