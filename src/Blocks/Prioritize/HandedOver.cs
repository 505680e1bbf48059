using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;

namespace Tidings.Blocks.Prioritize;

/// <summary>
/// Claims whose artifact was handed to the pool and is advertised still. They are watched until dedupe takes their holders back: if the pool forgets an
/// artifact that it knew, or never comes to know it, it is fetched again.
/// </summary>
internal sealed class HandedOver(PrioritizeOptions options, AdvertBook book, IPoolStatus pool)
{
    private readonly EntryList _expected = new(isOfAll: false);
    private readonly EntryList _seen = new(isOfAll: false);
    private readonly Dictionary<ArtifactId, int> _ids = [];
    private long _forgotten = long.MinValue;

    public TimeSpan NextWake { get; private set; } = TimeSpan.MaxValue;

    public void Add(PriorityEntry entry, TimeSpan now)
    {
        entry.State = EntryState.HandedOver;
        entry.WasInPool = false;
        entry.RestsUntil = now + options.RestFor;
        NextWake = entry.RestsUntil < NextWake ? entry.RestsUntil : NextWake;
        _expected.AddLast(entry);
        _ids[entry.Advert.Id] = _ids.GetValueOrDefault(entry.Advert.Id) + 1;
    }

    /// <summary>Whether another claim of this artifact is on its way into the pool.</summary>
    public bool Has(ArtifactId id) => _ids.ContainsKey(id);

    public void Forget(PriorityEntry entry)
    {
        if (entry.State != EntryState.HandedOver)
        {
            return;
        }

        (entry.WasInPool ? _seen : _expected).Remove(entry);
        if (--_ids[entry.Advert.Id] is var left && left == 0)
        {
            _ids.Remove(entry.Advert.Id);
        }
    }

    /// <summary>
    /// Compares them with the pool: those that it has not been seen to know, which are few, and the others when it has forgotten anything at all. The pool
    /// changes with every artifact, and most of what it knows it goes on knowing.
    /// </summary>
    public void Look(TimeSpan now)
    {
        List<PriorityEntry>? again = null;
        var forgotten = pool.Forgotten;
        if (forgotten != _forgotten)
        {
            _forgotten = forgotten;
            for (var entry = _seen.First; entry is not null; entry = _seen.After(entry))
            {
                if (pool.StatusOf(entry.Advert.Id) == ArtifactStatus.Unknown)
                {
                    (again ??= []).Add(entry);
                }
            }
        }

        LookForExpected(now, ref again);
        foreach (var entry in again?.OrderBy(entry => entry.Age) ?? Enumerable.Empty<PriorityEntry>())
        {
            Forget(entry);
            book.Wait(entry);
        }
    }

    private void LookForExpected(TimeSpan now, ref List<PriorityEntry>? again)
    {
        NextWake = TimeSpan.MaxValue;
        for (var next = _expected.First; next is { } entry;)
        {
            next = _expected.After(entry);
            if (pool.StatusOf(entry.Advert.Id) != ArtifactStatus.Unknown)
            {
                _expected.Remove(entry);
                _seen.AddLast(entry);
                entry.WasInPool = true;
            }
            else if (now >= entry.RestsUntil)
            {
                (again ??= []).Add(entry);
            }
            else if (entry.RestsUntil < NextWake)
            {
                NextWake = entry.RestsUntil;
            }
        }
    }
}
