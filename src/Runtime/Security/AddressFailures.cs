namespace Tidings.Runtime.Security;

/// <summary>
/// How often each address failed within a moving window. Bounded twice: times per address, and addresses. Not thread-safe.
/// </summary>
internal sealed class AddressFailures(int timesMax, TimeSpan window, int addressesMax)
{
    private readonly Dictionary<string, LinkedListNode<Record>> _byAddress = new(StringComparer.Ordinal);
    private readonly LinkedList<Record> _oldestFirst = [];

    /// <summary>Addresses remembered.</summary>
    public int Addresses => _byAddress.Count;

    public int Count(string address, TimeSpan now)
    {
        Forget(now);
        if (!_byAddress.TryGetValue(address, out var node))
        {
            return 0;
        }

        var times = node.Value.Times;
        while (times.Count > 0 && now - times.Peek() >= window)
        {
            times.Dequeue();
        }

        return times.Count;
    }

    public void Add(string address, TimeSpan now)
    {
        Forget(now);
        if (_byAddress.TryGetValue(address, out var node))
        {
            _oldestFirst.Remove(node);
        }
        else
        {
            node = new LinkedListNode<Record>(new Record(address, new Queue<TimeSpan>()));
            _byAddress.Add(address, node);
        }

        if (node.Value.Times.Count == timesMax)
        {
            node.Value.Times.Dequeue();
        }

        node.Value.Times.Enqueue(now);
        node.Value.Last = now;
        _oldestFirst.AddLast(node);
        if (_byAddress.Count > addressesMax)
        {
            RemoveOldest();
        }
    }

    private void Forget(TimeSpan now)
    {
        while (_oldestFirst.First is { } oldest && now - oldest.Value.Last >= window)
        {
            RemoveOldest();
        }
    }

    private void RemoveOldest()
    {
        _byAddress.Remove(_oldestFirst.First!.Value.Address);
        _oldestFirst.RemoveFirst();
    }

    private sealed class Record(string address, Queue<TimeSpan> times)
    {
        public string Address { get; } = address;

        public Queue<TimeSpan> Times { get; } = times;

        public TimeSpan Last { get; set; }
    }
}
