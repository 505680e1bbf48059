namespace Tidings.Blocks.Limits;

/// <summary>A bounded sum of bytes, changed without locks. It never shows more than its limit, not even for a moment.</summary>
internal sealed class ByteAccount(string name, long limit)
{
    private long _bytes;
    private long _highWater;
    private Waiter? _waiters;

    public string Name => name;

    public long Limit => limit;

    public long Bytes => Volatile.Read(ref _bytes);

    public long HighWater => Volatile.Read(ref _highWater);

    /// <summary>Whether so many bytes could be charged now.</summary>
    public bool HasRoom(long bytes) => bytes <= limit - Bytes;

    public bool TryCharge(long bytes)
    {
        var seen = Volatile.Read(ref _bytes);
        while (bytes <= limit - seen)
        {
            var before = Interlocked.CompareExchange(ref _bytes, seen + bytes, seen);
            if (before == seen)
            {
                RaiseHighWater(seen + bytes);
                return true;
            }

            seen = before;
        }

        return false;
    }

    /// <summary>Gives bytes back and tells those that were refused.</summary>
    /// <exception cref="InvalidOperationException">More is given back than was charged: a defect of ours that must not go on.</exception>
    public void Discharge(long bytes)
    {
        if (Interlocked.Add(ref _bytes, -bytes) < 0)
        {
            throw new InvalidOperationException($"The account {name} was given back more than it was charged.");
        }

        if (Volatile.Read(ref _waiters) is not null)
        {
            for (var waiter = Interlocked.Exchange(ref _waiters, null); waiter is not null; waiter = waiter.Next)
            {
                waiter.Notice.Raise();
            }
        }
    }

    /// <summary>Raises the notice at the next discharge. Who registers must try once more afterwards: bytes may have come free in between.</summary>
    public void RaiseWhenFreed(FreedNotice notice)
    {
        while (true)
        {
            var first = Volatile.Read(ref _waiters);
            for (var waiter = first; waiter is not null; waiter = waiter.Next)
            {
                if (waiter.Notice == notice)
                {
                    return;
                }
            }

            if (Interlocked.CompareExchange(ref _waiters, new Waiter(notice, first), first) == first)
            {
                return;
            }
        }
    }

    private void RaiseHighWater(long bytes)
    {
        var seen = Volatile.Read(ref _highWater);
        while (bytes > seen)
        {
            seen = Math.Max(seen, Interlocked.CompareExchange(ref _highWater, bytes, seen));
        }
    }

    private sealed record Waiter(FreedNotice Notice, Waiter? Next);
}
