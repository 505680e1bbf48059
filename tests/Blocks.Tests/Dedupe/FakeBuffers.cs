using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Tests.Dedupe;

/// <summary>Buffers from the heap that are counted, and refused when a test says so.</summary>
internal sealed class FakeBuffers : IBufferSource, IBufferOwner
{
    public bool IsFull { get; set; }

    public int Outstanding { get; private set; }

    public Task Freed => Task.CompletedTask;

    public RentedBuffer? TryRent(NodeId peer, int bytes)
    {
        if (IsFull)
        {
            return null;
        }

        Outstanding++;
        return new RentedBuffer(new byte[bytes], bytes, this);
    }

    void IBufferOwner.Discharge(int bytes)
    {
    }

    void IBufferOwner.Return(byte[] array) => Outstanding--;
}
