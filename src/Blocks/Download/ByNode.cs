using System.Collections;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Download;

/// <summary>
/// One value per node, in the order of node ids, so that every run goes through them alike. A node has dozens of neighbours at most and goes through them far more often than
/// they change: a sorted list is looked through without memory being allocated. Not thread-safe.
/// </summary>
internal sealed class ByNode<T> : IReadOnlyCollection<T>
    where T : class
{
    private readonly List<NodeId> _nodes = [];
    private readonly List<T> _values = [];

    public int Count => _values.Count;

    /// <summary>The value of a node; null when there is none.</summary>
    public T? Find(NodeId node) => PlaceOf(node) is var place && place >= 0 ? _values[place] : null;

    /// <summary>Gives a value to a node that has none.</summary>
    public void Add(NodeId node, T value)
    {
        var place = ~PlaceOf(node);
        _nodes.Insert(place, node);
        _values.Insert(place, value);
    }

    public void Remove(NodeId node)
    {
        if (PlaceOf(node) is var place && place >= 0)
        {
            _nodes.RemoveAt(place);
            _values.RemoveAt(place);
        }
    }

    public List<T>.Enumerator GetEnumerator() => _values.GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _values.GetEnumerator();

    // Where it is, or the complement of where it would be.
    private int PlaceOf(NodeId node)
    {
        var (low, high) = (0, _nodes.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = _nodes[middle].CompareTo(node);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
