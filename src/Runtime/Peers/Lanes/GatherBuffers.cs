using System.Collections.Concurrent;

namespace Tidings.Runtime.Peers.Lanes;

/// <summary>
/// The buffers in which the lanes of a node gather what goes to a socket at once. As many exist as lanes ever wrote at the same time; a pool of the class library
/// would round them up to twice their size, and into the heap of large objects. Thread-safe.
/// </summary>
/// <param name="batchBytes">Plaintext of one batch, as the options say.</param>
internal sealed class GatherBuffers(int batchBytes)
{
    /// <summary>What TLS adds to a batch and the head of one more frame take.</summary>
    private const int OverheadBytes = 1 << 10;

    private readonly ConcurrentBag<byte[]> _free = [];

    /// <summary>Bytes of each.</summary>
    public int Size { get; } = batchBytes + OverheadBytes;

    public byte[] Rent() => _free.TryTake(out var buffer) ? buffer : GC.AllocateUninitializedArray<byte>(Size);

    public void Return(byte[] buffer) => _free.Add(buffer);
}
