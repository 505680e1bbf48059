using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Dedupe;

/// <summary>
/// Which entries name which artifact, and what other stages may know of it. One writer, the dedupe stage of the kind, which reads without the lock; everybody
/// else's calls are thread-safe.
/// </summary>
internal sealed class HolderIndex(DedupeOptions options) : IHolderIndex
{
    // Objects of artifacts that nothing names any more, kept for the next ones.
    private const int SpareMax = 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, AdvertisedArtifact> _artifacts = [];
    private readonly Stack<AdvertisedArtifact> _spare = new();
    private readonly UnadvertisedMarks _unadvertised = new(options.UnadvertisedMarksMax);

    /// <summary>Artifacts that the tables name.</summary>
    public int Count { get; private set; }

    public IReadOnlyList<Holder> HoldersOf(ArtifactId id)
    {
        lock (_gate)
        {
            return Find(id)?.Holders() ?? [];
        }
    }

    public bool IsHeldBy(ArtifactId id, NodeId peer, long session)
    {
        lock (_gate)
        {
            return Find(id)?.IsHeldBy(peer, session) == true;
        }
    }

    public void Withdraw(ArtifactId id)
    {
        lock (_gate)
        {
            if (Find(id) is { } artifact)
            {
                artifact.IsWithdrawn = true;
            }
            else
            {
                _unadvertised.Add(id);
            }
        }
    }

    public void Release(ArtifactId id)
    {
        lock (_gate)
        {
            if (Find(id) is { } artifact)
            {
                artifact.IsWithdrawn = false;
            }

            _unadvertised.Remove(id);
        }
    }

    public bool IsWithdrawn(ArtifactId id)
    {
        lock (_gate)
        {
            return Find(id)?.IsWithdrawn ?? _unadvertised.Contains(id);
        }
    }

    internal AdvertisedArtifact? Find(ArtifactId id)
    {
        var artifact = FindShort(id.Hash.Prefix);
        while (artifact is not null && artifact.Id != id)
        {
            artifact = artifact.Next;
        }

        return artifact;
    }

    /// <summary>What is named and begins with these eight bytes; as a rule it alone does.</summary>
    internal AdvertisedArtifact? FindShort(ulong shortId) => _artifacts.GetValueOrDefault(shortId);

    /// <summary>All that is named, in the order of ids.</summary>
    internal ArtifactId[] Named()
    {
        var ids = new List<ArtifactId>(Count);
        foreach (var first in _artifacts.Values)
        {
            for (var artifact = first; artifact is not null; artifact = artifact.Next)
            {
                ids.Add(artifact.Id);
            }
        }

        return [.. ids.Order()];
    }

    /// <summary>An entry names an artifact from now on.</summary>
    internal AdvertisedArtifact Name(ArtifactId id, SlotTable table, int slot, ulong commit)
    {
        lock (_gate)
        {
            var artifact = Find(id);
            if (artifact is null)
            {
                artifact = _spare.TryPop(out var spare) ? spare : new AdvertisedArtifact();
                artifact.Begin(id, FindShort(id.Hash.Prefix), isWithdrawn: _unadvertised.Remove(id));
                _artifacts[id.Hash.Prefix] = artifact;
                Count++;
            }

            artifact.Add(new Advertiser(table, slot, commit, IsHolder: true));
            return artifact;
        }
    }

    /// <summary>One more entry names an artifact that is named.</summary>
    internal AdvertisedArtifact Name(AdvertisedArtifact artifact, SlotTable table, int slot, ulong commit)
    {
        lock (_gate)
        {
            artifact.Add(new Advertiser(table, slot, commit, IsHolder: true));
        }

        return artifact;
    }

    /// <summary>An entry was said or confirmed under a commit, or its peer has no session any more.</summary>
    internal void Set(AdvertisedArtifact artifact, SlotTable table, ulong commit, bool isHolder)
    {
        lock (_gate)
        {
            artifact.Set(table, commit, isHolder);
        }
    }

    /// <summary>A peer's entry names the artifact no longer.</summary>
    internal void Drop(AdvertisedArtifact artifact, SlotTable table)
    {
        lock (_gate)
        {
            artifact.Remove(table);
            if (artifact.IsNamed)
            {
                return;
            }

            Unlink(artifact);
            Count--;
            if (artifact.IsWithdrawn)
            {
                _unadvertised.Add(artifact.Id);
            }

            if (_spare.Count < SpareMax)
            {
                _spare.Push(artifact);
            }
        }
    }

    private void Unlink(AdvertisedArtifact artifact)
    {
        var prefix = artifact.Id.Hash.Prefix;
        var before = _artifacts[prefix];
        if (before != artifact)
        {
            while (before.Next != artifact)
            {
                before = before.Next!;
            }

            before.Next = artifact.Next;
        }
        else if (artifact.Next is { } next)
        {
            _artifacts[prefix] = next;
        }
        else
        {
            _artifacts.Remove(prefix);
        }
    }
}
