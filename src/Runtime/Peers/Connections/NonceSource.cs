using System.Buffers.Binary;

namespace Tidings.Runtime.Peers.Connections;

/// <summary>
/// Random 64-bit numbers that are never 0. They name sessions between peers whose keys are proved, and protect nothing: the node's seeded randomness
/// is good enough, and repeatable. Thread-safe.
/// </summary>
internal sealed class NonceSource(Random random)
{
    private readonly Lock _lock = new();

    public ulong Next()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        lock (_lock)
        {
            random.NextBytes(bytes);
        }

        return Math.Max(BinaryPrimitives.ReadUInt64BigEndian(bytes), 1);
    }
}
