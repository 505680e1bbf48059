using System.Buffers.Binary;

namespace Tidings.Node.Bench.Mesh;

/// <summary>
/// Writes what is queued for one peer: [u32 length][u64 number][payload], little endian. What waits goes into one buffer and out in one write, so that TLS
/// records are full; of a large payload all but its ends is written from where it stands. Thread-safe.
/// </summary>
internal sealed class MeshWriter(Stream stream, Action<Exception> onFault) : IThreadPoolWorkItem
{
    /// <summary>Bytes before each payload.</summary>
    public const int HeaderBytes = sizeof(uint) + sizeof(long);

    private const int Record = 16 << 10;
    private const int BufferBytes = 4 * Record;

    private readonly Lock _gate = new();
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes, pinned: true);
    private List<(long Number, ReadOnlyMemory<byte> Payload)> _waiting = [];
    private List<(long Number, ReadOnlyMemory<byte> Payload)> _taken = [];
    private int _filled;
    private bool _isWriting;

    /// <summary>Queues an artifact. The queue is as long as the window of unfinished artifacts at most.</summary>
    public void Send(long number, ReadOnlyMemory<byte> payload)
    {
        lock (_gate)
        {
            _waiting.Add((number, payload));
            if (_isWriting)
            {
                return;
            }

            _isWriting = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    // The work item of the pool: one at a time, for as long as something waits.
    void IThreadPoolWorkItem.Execute() => _ = WriteAllAsync();

    private async Task WriteAllAsync()
    {
        try
        {
            while (Take())
            {
                foreach (var (number, payload) in _taken)
                {
                    if (BufferBytes - _filled < HeaderBytes)
                    {
                        await FlushAsync();
                    }

                    WriteHeader(number, payload.Length);
                    await WriteAsync(payload);
                }

                await FlushAsync();
            }
        }
        catch (Exception e)
        {
            onFault(e);
        }
    }

    private bool Take()
    {
        lock (_gate)
        {
            _taken.Clear();
            (_taken, _waiting) = (_waiting, _taken);
            return _isWriting = _taken.Count > 0;
        }
    }

    private void WriteHeader(long number, int length)
    {
        var header = _buffer.AsSpan(_filled, HeaderBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header, length);
        BinaryPrimitives.WriteInt64LittleEndian(header[sizeof(uint)..], number);
        _filled += HeaderBytes;
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > BufferBytes - _filled)
        {
            // Up to the next full record, so that the records of the middle are full too.
            payload = Append(payload, Math.Min(payload.Length, Record - (_filled % Record)));
            await FlushAsync();
            if (payload.Length >= Record)
            {
                var middle = payload.Length / Record * Record;
                await stream.WriteAsync(payload[..middle]);
                payload = payload[middle..];
            }
        }

        Append(payload, payload.Length);
    }

    private ReadOnlyMemory<byte> Append(ReadOnlyMemory<byte> payload, int count)
    {
        payload.Span[..count].CopyTo(_buffer.AsSpan(_filled));
        _filled += count;
        return payload[count..];
    }

    private ValueTask FlushAsync()
    {
        var filled = _filled;
        _filled = 0;
        return filled == 0 ? ValueTask.CompletedTask : stream.WriteAsync(_buffer.AsMemory(0, filled));
    }
}
