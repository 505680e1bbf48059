using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;

namespace Tidings.Blocks.Prioritize;

/// <summary>
/// Claims whose artifact was handed to the pool and is advertised still. They are watched until dedupe takes their holders back: if the pool forgets an
/// artifact that it knew, or never comes to know it, it is fetched again.
/// </summary>
internal sealed class HandedOver(PrioritizeOptions options, AdvertBook book, IPoolStatus pool)
{
    private readonly Dictionary<ClaimKey, PriorityEntry> _entries = [];
    private readonly Dictionary<ArtifactId, int> _ids = [];

    public TimeSpan NextWake { get; private set; } = TimeSpan.MaxValue;

    public void Add(PriorityEntry entry, TimeSpan now)
    {
        entry.State = EntryState.HandedOver;
        entry.WasInPool = false;
        entry.RestsUntil = now + options.RestFor;
        NextWake = entry.RestsUntil < NextWake ? entry.RestsUntil : NextWake;
        if (_entries.TryAdd(entry.Claim, entry))
        {
            _ids[entry.Advert.Id] = _ids.GetValueOrDefault(entry.Advert.Id) + 1;
        }
    }

    /// <summary>Whether another claim of this artifact is on its way into the pool.</summary>
    public bool Has(ArtifactId id) => _ids.ContainsKey(id);

    public void Forget(PriorityEntry entry)
    {
        if (!_entries.Remove(entry.Claim))
        {
            return;
        }

        if (--_ids[entry.Advert.Id] is var left && left == 0)
        {
            _ids.Remove(entry.Advert.Id);
        }
    }

    /// <summary>Compares all of them with the pool.</summary>
    public void Look(TimeSpan now)
    {
        NextWake = TimeSpan.MaxValue;
        List<PriorityEntry>? again = null;
        foreach (var entry in _entries.Values)
        {
            if (pool.StatusOf(entry.Advert.Id) != ArtifactStatus.Unknown)
            {
                entry.WasInPool = true;
            }
            else if (entry.WasInPool || now >= entry.RestsUntil)
            {
                (again ??= []).Add(entry);
            }
            else if (entry.RestsUntil < NextWake)
            {
                NextWake = entry.RestsUntil;
            }
        }

        foreach (var entry in again?.OrderBy(entry => entry.Age) ?? Enumerable.Empty<PriorityEntry>())
        {
            Forget(entry);
            book.Wait(entry);
        }
    }
}
