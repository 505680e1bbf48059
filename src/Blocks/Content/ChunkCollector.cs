using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Limits;

namespace Tidings.Blocks.Content;

/// <summary>
/// Chunks of an artifact that is made here, in order: hashed as they come, kept in memory until they are too many for it. The first trouble
/// sticks; what follows is dropped. Not thread-safe.
/// </summary>
internal sealed class ChunkCollector(string kind, KindLimits limits, long sizeMax, string spoolDirectory, ChunkBuffers buffers) : IDisposable
{
    /// <summary>Shorter chunks are arrays of their own: small objects die young, or live as long as the artifact.</summary>
    public const int RentFrom = 16 << 10;

    private readonly List<ReadOnlyMemory<byte>> _chunks = [];
    private readonly List<Hash256> _leaves = [];
    private List<RentedBuffer> _rented = [];
    private RentedBuffer? _lent;
    private SpoolFile? _spool;
    private byte[]? _reused;
    private long _size;

    public ContentError Error { get; private set; }

    /// <summary>Makes ready for a known size, or for one more chunk; false after trouble.</summary>
    public bool Expect(long size)
    {
        if (Error == ContentError.None && _spool is null && ContentStore.IsSpooled(Math.Max(size, _size), limits))
        {
            Spool(Math.Max(size, _size));
        }

        return Error == ContentError.None;
    }

    /// <summary>Where the next chunk may be read to, to be appended as it is: a buffer of its own, or one that is used again when spooling.</summary>
    public Memory<byte> ChunkBuffer(int length)
    {
        if (_spool is not null)
        {
            return (_reused ??= new byte[limits.ChunkSize]).AsMemory(0, length);
        }

        if (length < RentFrom)
        {
            return new byte[length];
        }

        _lent?.Dispose();
        _lent = buffers.Rent(length);
        return _lent.Memory;
    }

    /// <summary>Adds a copy of the next chunk, which may lie in the buffer that was given last.</summary>
    public void AppendCopy(ReadOnlySpan<byte> chunk)
    {
        var given = _lent;
        _lent = null;
        var copy = ChunkBuffer(chunk.Length);
        chunk.CopyTo(copy.Span);
        given?.Dispose();
        Append(copy);
    }

    /// <summary>Adds the next chunk: full, but for the last. The bytes must not change afterwards, unless this is spooling.</summary>
    public void Append(ReadOnlyMemory<byte> chunk)
    {
        if (Error != ContentError.None || (chunk.IsEmpty && _leaves.Count > 0))
        {
            return;
        }

        if (chunk.Length > sizeMax - _size)
        {
            Error = ContentError.TooLarge;
            return;
        }

        _leaves.Add(Merkle.Leaf(chunk.Span));
        if (_spool is not null)
        {
            Store(_size, chunk);
        }
        else
        {
            Keep(chunk);
        }

        _size += chunk.Length;
    }

    /// <summary>The content of all chunks so far; an empty artifact is one empty chunk.</summary>
    public ContentResult Complete()
    {
        Append(ReadOnlyMemory<byte>.Empty);
        if (!Expect(0))
        {
            return ContentResult.Failed(Error);
        }

        if (_leaves.Count == 1 && _spool is null)
        {
            var only = new OneChunkContent(_chunks[0], limits.ChunkSize, _rented.Count > 0 ? _rented[0] : null);
            _rented = [];
            return new ContentResult(ArtifactIdentity.Compute(kind, _size, limits.ChunkSize, _leaves[0]), only, ContentError.None);
        }

        var tree = new MerkleTree([.. _leaves]);
        var id = ArtifactIdentity.Compute(kind, _size, limits.ChunkSize, tree.Root);
        if (_spool is null)
        {
            var content = new MemoryContent(_size, limits.ChunkSize, tree, [.. _chunks], _rented);
            _rented = [];
            return new ContentResult(id, content, ContentError.None);
        }

        return _spool.TryMap(_size, out var file)
            ? new ContentResult(id, new SpooledContent(_size, limits.ChunkSize, tree, file), ContentError.None)
            : ContentResult.Failed(ContentError.Storage);
    }

    public void Dispose()
    {
        _spool?.Dispose();
        _spool = null;
        _lent?.Dispose();
        _lent = null;
        FreeRented();
    }

    private void Keep(ReadOnlyMemory<byte> chunk)
    {
        var lent = _lent;
        _lent = null;
        if (lent is { IsTight: true } && lent.Length == chunk.Length)
        {
            _rented.Add(lent);
            _chunks.Add(chunk);
            return;
        }

        _chunks.Add(Exact(chunk));
        lent?.Dispose();
    }

    private void FreeRented()
    {
        _rented.ForEach(static buffer => buffer.Dispose());
        _rented = [];
    }

    /// <summary>A chunk that fills only the start of its array would keep the whole array alive.</summary>
    private static ReadOnlyMemory<byte> Exact(ReadOnlyMemory<byte> chunk) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(chunk, out var array) && array.Array!.Length > chunk.Length ? chunk.ToArray() : chunk;

    private void Spool(long size)
    {
        if (!SpoolFile.TryCreate(spoolDirectory, size, out _spool))
        {
            Error = ContentError.Storage;
            return;
        }

        long offset = 0;
        foreach (var chunk in _chunks)
        {
            Store(offset, chunk);
            offset += chunk.Length;
        }

        _chunks.Clear();
        FreeRented();
    }

    private void Store(long offset, ReadOnlyMemory<byte> chunk)
    {
        if (!_spool!.TryWrite(offset, chunk.Span))
        {
            Error = ContentError.Storage;
        }
    }
}
