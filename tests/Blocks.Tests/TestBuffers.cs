using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Tests;

/// <summary>Buffers of exact size with an account that a test can look into and close.</summary>
internal sealed class TestBuffers : IBufferSource, IBufferOwner
{
    private TaskCompletionSource _freed = new();

    public int Rents { get; private set; }

    /// <summary>Bytes charged: rented, neither disposed nor adopted.</summary>
    public long Charged { get; private set; }

    /// <summary>Arrays out: rented and not disposed.</summary>
    public int Out { get; private set; }

    public bool IsFull { get; private set; }

    public Task Freed => _freed.Task;

    public RentedBuffer? TryRent(NodeId peer, int bytes)
    {
        if (IsFull)
        {
            return null;
        }

        Rents++;
        Out++;
        Charged += bytes;
        return new RentedBuffer(new byte[bytes], bytes, this);
    }

    public RentedBuffer Of(ReadOnlySpan<byte> bytes)
    {
        var buffer = TryRent(default, bytes.Length)!;
        bytes.CopyTo(buffer.Memory.Span);
        return buffer;
    }

    public void Close() => IsFull = true;

    public void Open()
    {
        IsFull = false;
        var freed = _freed;
        _freed = new TaskCompletionSource();
        freed.SetResult();
    }

    public void Discharge(int bytes) => Charged -= bytes;

    public void Return(byte[] array) => Out--;
}
