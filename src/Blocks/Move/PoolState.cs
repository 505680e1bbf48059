using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Move;

/// <summary>All that a pool holds and remembers. Not thread-safe: the pool's gate guards it.</summary>
internal sealed class PoolState<T>(KindLimits limits, PoolOptions options)
    where T : IArtifact<T>
{
    private readonly Dictionary<ArtifactId, PoolEntry<T>> _entries = [];

    public PoolSection<T> Unvalidated { get; } = new();

    public PoolSection<T> Validated { get; } = new();

    public PlaceBook Places { get; } = new(limits.Slots, limits.PoolBytes, limits.SpoolAboveBytes);

    public RefusedMemory Refused { get; } = new(options.RefusedMax);

    public PoolFeed Feed { get; } = new(options.SubscriberBuffer);

    public long Version { get; private set; }

    public long TopRank { get; private set; } = long.MinValue;

    /// <summary>What either section holds of an artifact.</summary>
    public PoolEntry<T>? Find(ArtifactId id) => _entries.GetValueOrDefault(id);

    public PoolEntry<T>? FindValidated(ArtifactId id) => Find(id) is { IsValidated: true } entry ? entry : null;

    public ArtifactStatus StatusOf(ArtifactId id) =>
        Find(id) is { } entry ? entry.IsValidated ? ArtifactStatus.Validated : ArtifactStatus.Unvalidated : Refused.StatusOf(id);

    /// <summary>A received artifact; it takes the place that was promised for it. The entry's content is the caller's until it has entered.</summary>
    public EntryOutcome Enter(PoolEntry<T> entry)
    {
        if (StatusOf(entry.Advert.Id) != ArtifactStatus.Unknown)
        {
            if (Places.TryRedeem(entry.Advert))
            {
                Places.Vacate(entry.Advert.Size);
            }

            return EntryOutcome.Known;
        }

        if (!Places.TryOccupy(entry.Advert))
        {
            return EntryOutcome.NoRoom;
        }

        _entries.Add(entry.Advert.Id, entry);
        Unvalidated.Add(entry);
        return EntryOutcome.Entered;
    }

    /// <summary>An artifact made here; one of the same id that awaits its verdict gives it its place, and passes to the caller.</summary>
    public PoolEntry<T>? Publish(PoolEntry<T> entry)
    {
        if (_entries.Remove(entry.Advert.Id, out var judged))
        {
            Unvalidated.Remove(judged);
        }

        _entries.Add(entry.Advert.Id, entry);
        Gain(entry);
        return judged;
    }

    /// <summary>One of the unvalidated section, whose place it keeps.</summary>
    public void Accept(PoolEntry<T> entry)
    {
        Unvalidated.Remove(entry);
        Gain(entry);
    }

    /// <summary>Takes an artifact out of the section that has it; its content passes to the caller.</summary>
    public PoolEntry<T>? Remove(ArtifactId id)
    {
        if (!_entries.Remove(id, out var entry))
        {
            return null;
        }

        Places.Vacate(entry.Advert.Size);
        if (!entry.IsValidated)
        {
            Unvalidated.Remove(entry);
            return entry;
        }

        Validated.Remove(entry);
        Version++;
        if (Feed.Count > 0)
        {
            Feed.Tell(new PoolChange.Removed(entry.Advert));
        }

        return entry;
    }

    private void Gain(PoolEntry<T> entry)
    {
        Refused.Forget(entry.Advert.Id);
        Validated.Add(entry);
        entry.IsValidated = true;
        TopRank = Math.Max(TopRank, entry.Advert.Rank);
        Version++;
        if (Feed.Count > 0)
        {
            Feed.Tell(new PoolChange.Validated(entry.Advert));
        }
    }
}

/// <summary>What became of a received artifact at the pool's door.</summary>
internal enum EntryOutcome
{
    Entered,
    Known,
    NoRoom,
}
