namespace Tidings.Blocks.Download;

/// <summary>The lanes of one session that are up, with the bytes to be answered on each.</summary>
internal sealed class LaneLoads
{
    private const int ControlLane = 0;

    private readonly SortedDictionary<int, long> _bulk = [];

    /// <summary>A new session: the control lane alone.</summary>
    public void Reset() => _bulk.Clear();

    public void Up(int lane)
    {
        if (lane != ControlLane)
        {
            _bulk.TryAdd(lane, 0);
        }
    }

    public void Down(int lane) => _bulk.Remove(lane);

    public void Add(int lane, long bytes)
    {
        if (_bulk.TryGetValue(lane, out var owed))
        {
            _bulk[lane] = owed + bytes;
        }
    }

    /// <summary>The lane for the next answer: the bulk lane that has the least to carry, or the control lane when no other is up.</summary>
    public int Next()
    {
        var (best, least) = (ControlLane, long.MaxValue);
        foreach (var (lane, owed) in _bulk)
        {
            if (owed < least)
            {
                (best, least) = (lane, owed);
            }
        }

        return best;
    }
}
