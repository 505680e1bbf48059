using System.Buffers;

namespace Tidings.Simulation.Baselines;

/// <summary>Puts an RPC together from the contents of frames. Not thread-safe.</summary>
internal sealed class RpcAssembler
{
    /// <summary>Largest RPC, as in the implementations: 4 MiB.</summary>
    private const int BytesMax = 4 << 20;

    private byte[] _bytes = [];
    private int _size;
    private int _have;

    /// <summary>Adds the content of a frame. True when the RPC is whole; it is good until <see cref="Release"/>.</summary>
    /// <exception cref="InvalidDataException">The RPC is too large, or a frame reaches beyond it.</exception>
    public bool TryComplete(ReadOnlySpan<byte> content, out ReadOnlyMemory<byte> rpc)
    {
        if (_size == 0)
        {
            content = content[Begin(content)..];
        }

        if (content.Length > _size - _have)
        {
            throw new InvalidDataException("A frame reaches beyond its RPC.");
        }

        content.CopyTo(_bytes.AsSpan(_have));
        _have += content.Length;
        rpc = _bytes.AsMemory(0, _size);
        return _have == _size;
    }

    /// <summary>The RPC has been read.</summary>
    public void Release()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _size, _have) = ([], 0, 0);
    }

    /// <summary>Reads the length in front, and says how many bytes it took.</summary>
    private int Begin(ReadOnlySpan<byte> content)
    {
        var (size, taken) = (0, 0);
        do
        {
            size |= (content[taken] & 0x7F) << (7 * taken);
        }
        while (content[taken++] >= 0x80 && taken < 4);

        if (size > BytesMax)
        {
            throw new InvalidDataException($"An RPC of {size} bytes is larger than {BytesMax}.");
        }

        _bytes = ArrayPool<byte>.Shared.Rent(size);
        _size = size;
        return taken;
    }
}
