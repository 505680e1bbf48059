using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Move;

/// <summary>All that a pool holds and remembers. Not thread-safe: the pool's gate guards it.</summary>
internal sealed class PoolState<T>(KindLimits limits, PoolOptions options)
    where T : IArtifact<T>
{
    public PoolSection<T> Unvalidated { get; } = new();

    public PoolSection<T> Validated { get; } = new();

    public PlaceBook Places { get; } = new(limits.Slots, limits.PoolBytes, limits.SpoolAboveBytes);

    public RefusedMemory Refused { get; } = new(options.RefusedMax);

    public PoolFeed Feed { get; } = new(options.SubscriberBuffer);

    public long Version { get; private set; }

    public long TopRank { get; private set; } = long.MinValue;

    public ArtifactStatus StatusOf(ArtifactId id) =>
        Validated.Contains(id) ? ArtifactStatus.Validated
        : Unvalidated.Contains(id) ? ArtifactStatus.Unvalidated
        : Refused.StatusOf(id);

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

        Unvalidated.Add(entry);
        return EntryOutcome.Entered;
    }

    /// <summary>An artifact made here, or one of the unvalidated section whose place it keeps.</summary>
    public void Validate(PoolEntry<T> entry)
    {
        Refused.Forget(entry.Advert.Id);
        Validated.Add(entry);
        entry.IsValidated = true;
        TopRank = Math.Max(TopRank, entry.Advert.Rank);
        Version++;
        Feed.Tell(new PoolChange.Validated(entry.Advert));
    }

    /// <summary>Takes an artifact out of the section that has it; its content passes to the caller.</summary>
    public PoolEntry<T>? Remove(ArtifactId id)
    {
        if (Unvalidated.Remove(id, out var entry))
        {
            Places.Vacate(entry.Advert.Size);
        }
        else if (Validated.Remove(id, out entry))
        {
            Places.Vacate(entry.Advert.Size);
            Version++;
            Feed.Tell(new PoolChange.Removed(entry.Advert));
        }

        return entry;
    }
}

/// <summary>What became of a received artifact at the pool's door.</summary>
internal enum EntryOutcome
{
    Entered,
    Known,
    NoRoom,
}
