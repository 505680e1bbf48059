namespace Tidings.Node.Bench.Load;

/// <summary>What one node has of the first numbers of a set, each counted once. Other sets do not count. Thread-safe.</summary>
/// <param name="count">How many numbers.</param>
/// <param name="time">The clock.</param>
internal sealed class Arrivals(int count, TimeProvider time) : IDeliverySink
{
    private readonly bool[] _isHere = new bool[count];
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _start = time.GetTimestamp();
    private int _count;
    private long _strays;

    /// <summary>How many are there.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Numbers of the set that nobody had published.</summary>
    public long Strays => Volatile.Read(ref _strays);

    /// <summary>Completes when all are there.</summary>
    public Task All => _all.Task;

    /// <summary>From the making of this until each arrival.</summary>
    public LatencyHistogram Times { get; } = new();

    public void Delivered(int node, long number)
    {
        if (number >= Payloads.FirstOf(1))
        {
            return;
        }

        lock (_gate)
        {
            if (number < 0 || number >= count)
            {
                _strays++;
            }
            else if (!_isHere[number])
            {
                _isHere[number] = true;
                Times.Add(time.GetElapsedTime(_start));
                if (++_count == count)
                {
                    _all.SetResult();
                }
            }
        }
    }

    /// <summary>The first numbers that are missing.</summary>
    public IReadOnlyList<int> Missing(int max)
    {
        lock (_gate)
        {
            return [.. Enumerable.Range(0, count).Where(number => !_isHere[number]).Take(max)];
        }
    }
}
