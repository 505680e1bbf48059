using System.Collections.Concurrent;
using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Dedupe;

/// <summary>What other stages may know of the advert tables. One writer of holders, the dedupe stage of the kind; readers get immutable snapshots.</summary>
internal sealed class HolderIndex(DedupeOptions options) : IHolderIndex
{
    private static readonly Holder[] Nobody = [];

    private readonly ConcurrentDictionary<ArtifactId, Holder[]> _holders = new();
    private readonly WithdrawnMarks _withdrawn = new(options.UnadvertisedMarksMax);

    /// <summary>Artifacts that the tables name.</summary>
    public int Count => _holders.Count;

    public IReadOnlyList<Holder> HoldersOf(ArtifactId id) => _holders.TryGetValue(id, out var holders) ? holders : Nobody;

    public void Withdraw(ArtifactId id)
    {
        _withdrawn.Add(id, _holders.ContainsKey(id));

        // Said again with what holds by now: the dedupe stage may have changed it in between, before it could see the mark.
        _withdrawn.Changed(id, _holders.ContainsKey(id));
    }

    public void Release(ArtifactId id) => _withdrawn.Remove(id);

    public bool IsWithdrawn(ArtifactId id) => _withdrawn.Contains(id);

    /// <summary>The entries that name an artifact changed; those that are stale name it and hold nothing.</summary>
    internal void Set(ArtifactId id, Holder[] holders)
    {
        var isNew = !_holders.ContainsKey(id);
        _holders[id] = holders;
        if (isNew)
        {
            _withdrawn.Changed(id, isAdvertised: true);
        }
    }

    /// <summary>Nothing names the artifact any more.</summary>
    internal void Remove(ArtifactId id)
    {
        _holders.TryRemove(id, out _);
        _withdrawn.Changed(id, isAdvertised: false);
    }
}
