namespace Tidings.Simulation.Baselines;

/// <summary>The messages of the last heartbeats, for IHAVE and IWANT.</summary>
internal sealed class MessageCache(GossipsubOptions options)
{
    private readonly Dictionary<MessageId, PublishedMessage> _messages = [];
    private readonly Dictionary<(MessageId Id, int Peer), int> _asked = [];
    private readonly LinkedList<List<MessageId>> _windows = new([[]]);

    /// <summary>What is told now, the newest window first.</summary>
    public IReadOnlyList<MessageId> Told => [.. _windows.Take(options.HistoryGossip).SelectMany(static window => window)];

    public void Put(PublishedMessage message)
    {
        if (_messages.TryAdd(message.Id, message))
        {
            _windows.First!.Value.Add(message.Id);
        }
    }

    /// <summary>Null when it is gone, or this peer had it often enough.</summary>
    public PublishedMessage? Get(MessageId id, int peer)
    {
        if (!_messages.TryGetValue(id, out var message))
        {
            return null;
        }

        var asked = _asked[(id, peer)] = _asked.GetValueOrDefault((id, peer)) + 1;
        return asked <= options.RetransmissionsMax ? message : null;
    }

    /// <summary>A heartbeat: a new window begins, the oldest is forgotten.</summary>
    public void Shift()
    {
        _windows.AddFirst([]);
        if (_windows.Count <= options.HistoryLength)
        {
            return;
        }

        var oldest = _windows.Last!.Value.ToHashSet();
        _windows.RemoveLast();
        foreach (var id in oldest)
        {
            _messages.Remove(id);
        }

        foreach (var key in _asked.Keys.Where(key => oldest.Contains(key.Id)).ToList())
        {
            _asked.Remove(key);
        }
    }
}
