using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Publish;

/// <summary>Small numbers for peers, lowest free one first; as many as there are members at once. Not thread-safe.</summary>
internal sealed class PeerNumbers
{
    private readonly Dictionary<NodeId, int> _numbers = [];
    private readonly PriorityQueue<int, int> _free = new();

    /// <summary>Numbered peers in the order of their ids.</summary>
    public IEnumerable<KeyValuePair<NodeId, int>> All => _numbers.OrderBy(static peer => peer.Key);

    public int Of(NodeId peer)
    {
        if (!_numbers.TryGetValue(peer, out var number))
        {
            number = _free.TryDequeue(out var free, out _) ? free : _numbers.Count;
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
            _free.Enqueue(number, number);
        }

        return known;
    }
}
