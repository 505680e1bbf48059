using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Download;

/// <summary>The lanes of one session that are up, with the bytes to be answered on each.</summary>
internal sealed class LaneLoads
{
    private const int ControlLane = 0;

    private readonly long?[] _bulk = new long?[WireLimits.LanesMax];

    /// <summary>A new session: the control lane alone.</summary>
    public void Reset() => Array.Clear(_bulk);

    public void Up(int lane)
    {
        if (lane != ControlLane)
        {
            _bulk[lane] ??= 0;
        }
    }

    public void Down(int lane) => _bulk[lane] = null;

    public void Add(int lane, long bytes) => _bulk[lane] += bytes;

    /// <summary>The lane for the next answer: the bulk lane that has the least to carry, or the control lane when no other is up.</summary>
    public int Next()
    {
        var (best, least) = (ControlLane, long.MaxValue);
        for (var lane = 0; lane < _bulk.Length; lane++)
        {
            if (_bulk[lane] < least)
            {
                (best, least) = (lane, _bulk[lane]!.Value);
            }
        }

        return best;
    }
}
