namespace Tidings.Simulation.Baselines;

/// <summary>Messages that were seen lately. Bounded by its time and the rate of messages, as in the protocol.</summary>
internal sealed class SeenCache(TimeSpan timeToLive)
{
    private readonly HashSet<MessageId> _seen = [];
    private readonly Queue<(MessageId Id, TimeSpan Until)> _order = new();

    public bool Contains(MessageId id) => _seen.Contains(id);

    /// <summary>False when it was seen before.</summary>
    public bool Add(MessageId id, TimeSpan now)
    {
        while (_order.TryPeek(out var oldest) && oldest.Until <= now)
        {
            _seen.Remove(_order.Dequeue().Id);
        }

        if (!_seen.Add(id))
        {
            return false;
        }

        _order.Enqueue((id, now + timeToLive));
        return true;
    }
}
