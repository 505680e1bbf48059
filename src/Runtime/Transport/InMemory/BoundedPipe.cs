namespace Tidings.Runtime.Transport.InMemory;

/// <summary>
/// One direction of an in-memory stream: a ring of bytes with a bound, one reader, one writer. Waiting is done on tasks that resume on
/// the waiter's own scheduler, so that a simulated world sees no foreign wake-up. Thread-safe.
/// </summary>
internal sealed class BoundedPipe(int capacity)
{
    private const int FirstSize = 4096;

    private readonly Lock _lock = new();
    private byte[] _ring = [];
    private int _head, _count;
    private bool _ended, _broken;
    private TaskCompletionSource? _reader, _writer;

    /// <summary>Reads what is there, waiting for the first byte; 0 at the end. An empty buffer waits and takes nothing.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TaskCompletionSource? wait = null, wake = null;
            var read = 0;
            lock (_lock)
            {
                ThrowIfBroken();
                if (_count == 0 && !_ended)
                {
                    wait = Begin(ref _reader);
                }
                else if (_count > 0)
                {
                    read = Take(buffer.Span);
                    wake = _count < capacity ? Exchange(ref _writer) : null;
                }
            }

            wake?.TrySetResult();
            if (wait is null)
            {
                return read;
            }

            await WaitAsync(wait, cancellationToken);
        }
    }

    /// <summary>Writes all, waiting for room.</summary>
    /// <exception cref="IOException">The reader is gone.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TaskCompletionSource? wait = null, wake = null;
            lock (_lock)
            {
                ThrowIfBroken();
                if (_ended)
                {
                    throw new IOException("The stream is closed for writing.");
                }

                if (_count == capacity)
                {
                    wait = Begin(ref _writer);
                }
                else
                {
                    buffer = buffer[Put(buffer.Span)..];
                    wake = Exchange(ref _reader);
                }
            }

            wake?.TrySetResult();
            if (wait is not null)
            {
                await WaitAsync(wait, cancellationToken);
            }
        }
    }

    /// <summary>The writer is done: what is in the ring can still be read, then comes the end.</summary>
    public void End() => Close(breaks: false);

    /// <summary>The stream is reset: both sides fail from now on, what is in the ring is lost.</summary>
    public void Break() => Close(breaks: true);

    private static TaskCompletionSource Begin(ref TaskCompletionSource? slot)
    {
        if (slot is { Task.IsCompleted: false })
        {
            throw new InvalidOperationException("One reader and one writer at a time.");
        }

        return slot = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static TaskCompletionSource? Exchange(ref TaskCompletionSource? slot)
    {
        var old = slot;
        slot = null;
        return old;
    }

    // Task.WaitAsync would complete on the thread pool; a registration completes the waiter's own task.
    private static async ValueTask WaitAsync(TaskCompletionSource wait, CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), wait);
        try
        {
            await wait.Task;
        }
        finally
        {
            registration.Unregister();
        }
    }

    private void Close(bool breaks)
    {
        TaskCompletionSource? reader, writer;
        lock (_lock)
        {
            _ended = true;
            _broken |= breaks;
            if (breaks)
            {
                _ring = [];
                _head = _count = 0;
            }

            reader = Exchange(ref _reader);
            writer = Exchange(ref _writer);
        }

        reader?.TrySetResult();
        writer?.TrySetResult();
    }

    private void ThrowIfBroken()
    {
        if (_broken)
        {
            throw new IOException("The stream was reset.");
        }
    }

    private int Take(Span<byte> destination)
    {
        var total = Math.Min(destination.Length, _count);
        var first = Math.Min(total, _ring.Length - _head);
        _ring.AsSpan(_head, first).CopyTo(destination);
        _ring.AsSpan(0, total - first).CopyTo(destination[first..]);
        _head = _ring.Length == 0 ? 0 : (_head + total) % _ring.Length;
        _count -= total;
        return total;
    }

    private int Put(ReadOnlySpan<byte> source)
    {
        var total = Math.Min(source.Length, capacity - _count);
        Grow(_count + total);
        var tail = (_head + _count) % _ring.Length;
        var first = Math.Min(total, _ring.Length - tail);
        source[..first].CopyTo(_ring.AsSpan(tail));
        source[first..total].CopyTo(_ring);
        _count += total;
        return total;
    }

    private void Grow(int needed)
    {
        if (needed <= _ring.Length)
        {
            return;
        }

        var size = Math.Max(FirstSize, _ring.Length);
        while (size < needed)
        {
            size *= 2;
        }

        var held = _count;
        var bigger = new byte[Math.Min(size, Math.Max(capacity, needed))];
        Take(bigger);
        (_ring, _head, _count) = (bigger, 0, held);
    }
}
