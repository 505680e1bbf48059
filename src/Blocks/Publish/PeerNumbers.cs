using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Publish;

/// <summary>Small numbers for peers, lowest free one first; as many as there are members at once. Not thread-safe.</summary>
internal sealed class PeerNumbers
{
    private readonly SortedDictionary<NodeId, int> _numbers = [];
    private readonly SortedSet<int> _free = [];

    /// <summary>Numbered peers in the order of their ids.</summary>
    public IReadOnlyDictionary<NodeId, int> All => _numbers;

    public int Of(NodeId peer)
    {
        if (!_numbers.TryGetValue(peer, out var number))
        {
            number = _free.Count > 0 ? _free.Min : _numbers.Count;
            _free.Remove(number);
            _numbers.Add(peer, number);
        }

        return number;
    }

    /// <summary>Frees the number of a peer; whoever uses numbers as keys must have forgotten it.</summary>
    public bool TryFree(NodeId peer, out int number)
    {
        var known = _numbers.Remove(peer, out number);
        if (known)
        {
            _free.Add(number);
        }

        return known;
    }
}
