using System.Collections.Concurrent;
using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Dedupe;

/// <summary>
/// Which artifacts the upper layer removed. A mark on something that is advertised stays for as long as it is; of the others the newest are kept,
/// up to a bound. Read without a lock; changed under one, by the pool's writer and by the dedupe stage.
/// </summary>
internal sealed class WithdrawnMarks(int unadvertisedMax)
{
    private readonly ConcurrentDictionary<ArtifactId, LinkedListNode<ArtifactId>> _marks = new();
    private readonly LinkedList<ArtifactId> _unadvertised = [];
    private readonly Lock _changes = new();

    public bool Contains(ArtifactId id) => _marks.ContainsKey(id);

    public void Add(ArtifactId id, bool isAdvertised)
    {
        lock (_changes)
        {
            var node = _marks.GetOrAdd(id, static id => new LinkedListNode<ArtifactId>(id));
            Move(node, isAdvertised);
        }
    }

    public void Remove(ArtifactId id)
    {
        lock (_changes)
        {
            if (_marks.TryRemove(id, out var node))
            {
                node.List?.Remove(node);
            }
        }
    }

    /// <summary>Somebody began, or everybody ceased, to advertise it.</summary>
    public void Changed(ArtifactId id, bool isAdvertised)
    {
        if (!_marks.ContainsKey(id))
        {
            return;
        }

        lock (_changes)
        {
            if (_marks.TryGetValue(id, out var node))
            {
                Move(node, isAdvertised);
            }
        }
    }

    private void Move(LinkedListNode<ArtifactId> node, bool isAdvertised)
    {
        node.List?.Remove(node);
        if (isAdvertised)
        {
            return;
        }

        _unadvertised.AddLast(node);
        if (_unadvertised.Count > unadvertisedMax)
        {
            var oldest = _unadvertised.First!.Value;
            _unadvertised.RemoveFirst();
            _marks.TryRemove(oldest, out _);
        }
    }
}
