using System.Buffers.Binary;

namespace Tidings.Node.Bench.Mesh;

/// <summary>Reads what a <see cref="MeshWriter"/> wrote: tells each artifact when its last byte is in, and copies nothing.</summary>
internal sealed class MeshReader(Stream stream, Action<long> onDelivered)
{
    private const int BufferBytes = 128 << 10;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes, pinned: true);
    private long _number;
    private int _payloadLeft = -1;
    private long _received;

    /// <summary>Bytes of payload so far.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Reads until the stream ends.</summary>
    public async Task RunAsync()
    {
        var filled = 0;
        while (await stream.ReadAsync(_buffer.AsMemory(filled)) is var read and > 0)
        {
            var used = Parse(_buffer.AsSpan(0, filled + read));
            filled += read - used;
            _buffer.AsSpan(used, filled).CopyTo(_buffer);
        }
    }

    // All of the bytes but the beginning of a header.
    private int Parse(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (true)
        {
            if (_payloadLeft < 0)
            {
                if (bytes.Length - at < MeshWriter.HeaderBytes)
                {
                    return at;
                }

                _payloadLeft = BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
                _number = BinaryPrimitives.ReadInt64LittleEndian(bytes[(at + sizeof(uint))..]);
                at += MeshWriter.HeaderBytes;
            }

            var taken = Math.Min(_payloadLeft, bytes.Length - at);
            at += taken;
            _payloadLeft -= taken;
            Volatile.Write(ref _received, _received + taken);
            if (_payloadLeft > 0)
            {
                return at;
            }

            _payloadLeft = -1;
            onDelivered(_number);
        }
    }
}
