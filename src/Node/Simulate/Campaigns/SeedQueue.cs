namespace Tidings.Node.Simulate.Campaigns;

/// <summary>The seeds of a campaign that nobody has run yet. Thread-safe.</summary>
internal sealed class SeedQueue(SeedRange seeds, int workers)
{
    /// <summary>Large enough that a worker seldom waits for its next block, small enough that all end together.</summary>
    private const long BlockMax = 16;

    private readonly Lock _gate = new();
    private readonly Stack<SeedRange> _returned = [];
    private long _next = seeds.First;

    /// <summary>The next seeds to run, fewer towards the end; false when none are left.</summary>
    public bool TryTake(out SeedRange block)
    {
        lock (_gate)
        {
            if (_returned.TryPop(out block))
            {
                return true;
            }

            var left = seeds.Last - _next + 1;
            block = new SeedRange(_next, _next + Math.Clamp(left / (2 * workers), 1, BlockMax) - 1);
            _next = left > 0 ? block.Last + 1 : _next;
            return left > 0;
        }
    }

    /// <summary>What a worker took and did not run.</summary>
    public void Return(SeedRange rest)
    {
        lock (_gate)
        {
            if (rest.Count > 0)
            {
                _returned.Push(rest);
            }
        }
    }
}
