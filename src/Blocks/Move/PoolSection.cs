using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Move;

/// <summary>Artifacts in order of entry, found by id. Not thread-safe.</summary>
internal sealed class PoolSection<T>
    where T : IArtifact<T>
{
    private readonly Dictionary<ArtifactId, LinkedListNode<PoolEntry<T>>> _byId = [];
    private readonly LinkedList<PoolEntry<T>> _inOrder = new();

    public int Count => _byId.Count;

    /// <summary>Encoded sizes, spooled ones included.</summary>
    public long Bytes { get; private set; }

    /// <summary>Exclusive or of the ids' prefixes: tells two contents apart without looking through them.</summary>
    public ulong Digest { get; private set; }

    public IEnumerable<PoolEntry<T>> Entries => _inOrder;

    public bool Contains(ArtifactId id) => _byId.ContainsKey(id);

    public bool TryGet(ArtifactId id, [NotNullWhen(true)] out PoolEntry<T>? entry)
    {
        entry = _byId.TryGetValue(id, out var node) ? node.Value : null;
        return entry is not null;
    }

    public void Add(PoolEntry<T> entry)
    {
        _byId.Add(entry.Advert.Id, _inOrder.AddLast(entry));
        Bytes += entry.Advert.Size;
        Digest ^= entry.Advert.Id.Hash.Prefix;
    }

    public bool Remove(ArtifactId id, [NotNullWhen(true)] out PoolEntry<T>? entry)
    {
        entry = null;
        if (!_byId.Remove(id, out var node))
        {
            return false;
        }

        entry = node.Value;
        _inOrder.Remove(node);
        Bytes -= entry.Advert.Size;
        Digest ^= entry.Advert.Id.Hash.Prefix;
        return true;
    }

    public ArtifactId[] Ids()
    {
        var ids = new ArtifactId[Count];
        var next = 0;
        foreach (var entry in _inOrder)
        {
            ids[next++] = entry.Advert.Id;
        }

        return ids;
    }
}
