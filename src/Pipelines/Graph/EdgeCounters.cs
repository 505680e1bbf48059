namespace Tidings.Pipelines.Graph;

/// <summary>What an edge counts. Guarded by the lock of its edge.</summary>
internal sealed class EdgeCounters(TimeProvider time)
{
    private long _waitBegan;
    private bool _waiting;
    private TimeSpan _waited;

    public int Depth { get; private set; }

    public int HighWater { get; private set; }

    public long Items { get; private set; }

    public long Merged { get; private set; }

    public long DroppedFull { get; set; }

    public long DroppedClosed { get; set; }

    public long Waits { get; private set; }

    /// <summary>How long the stage before the edge had to wait, all waits together.</summary>
    public TimeSpan Waited => _waiting ? _waited + time.GetElapsedTime(_waitBegan) : _waited;

    public void Stored()
    {
        Items++;
        Depth++;
        HighWater = Math.Max(HighWater, Depth);
    }

    public void MergedIn()
    {
        Items++;
        Merged++;
    }

    public void Left() => Depth--;

    public void WaitBegins()
    {
        if (!_waiting)
        {
            _waiting = true;
            _waitBegan = time.GetTimestamp();
            Waits++;
        }
    }

    public void WaitEnds()
    {
        if (_waiting)
        {
            _waiting = false;
            _waited += time.GetElapsedTime(_waitBegan);
        }
    }
}
