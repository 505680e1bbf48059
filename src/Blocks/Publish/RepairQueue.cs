namespace Tidings.Blocks.Publish;

/// <summary>
/// Pages that a peer asked for again: each at most once a heartbeat, and all within an account that fills with a tenth of what the peer is sent and
/// a little with every heartbeat, so that a peer cannot make us repeat ourselves at its will. Not thread-safe.
/// </summary>
internal sealed class RepairQueue(PublishOptions options)
{
    private readonly SortedSet<int> _pages = [];
    private readonly HashSet<int> _doneThisHeartbeat = [];
    private bool _repeatedHeld;
    private long _credit = options.RepairBytesPerHeartbeat;

    public bool IsReady => _pages.Count > 0 && _credit > 0;

    public void Add(int page)
    {
        if (!_doneThisHeartbeat.Contains(page))
        {
            _pages.Add(page);
        }
    }

    /// <summary>The next page; what it costs may overdraw the account once.</summary>
    public int Take()
    {
        var page = _pages.Min;
        _pages.Remove(page);
        _doneThisHeartbeat.Add(page);
        return page;
    }

    /// <summary>Whether the held marks may be repeated now.</summary>
    public bool TryRepeatHeld()
    {
        var may = !_repeatedHeld;
        _repeatedHeld = true;
        return may;
    }

    /// <summary>Whether something may be repeated that is no page of those that were asked for.</summary>
    public bool TryCharge(int bytes)
    {
        var may = _credit > 0;
        _credit -= may ? bytes : 0;
        return may;
    }

    public void Charge(int bytes) => _credit -= bytes;

    public void Sent(int bytes) => Earn(bytes / 10);

    public void Heartbeat()
    {
        _doneThisHeartbeat.Clear();
        _repeatedHeld = false;
        Earn(options.RepairBytesPerHeartbeat);
    }

    public void Clear()
    {
        _pages.Clear();
        _doneThisHeartbeat.Clear();
        _repeatedHeld = false;
        _credit = options.RepairBytesPerHeartbeat;
    }

    private void Earn(long bytes) => _credit = Math.Min(_credit + bytes, options.FrameBytesMax);
}
