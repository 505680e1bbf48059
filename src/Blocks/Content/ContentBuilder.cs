using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Limits;

namespace Tidings.Blocks.Content;

/// <summary>
/// An artifact that arrives chunk by chunk, in any order. Every chunk is verified alone against the id before it is kept; each byte is hashed
/// once. Not thread-safe; owned by one download.
/// </summary>
internal sealed class ContentBuilder : IDisposable
{
    /// <summary>A chunk is kept where it lies from this size on, when its frame fills its array. Smaller ones are copied: beside them a frame's head and proof count.</summary>
    internal const int AdoptFrom = 16 << 10;

    private readonly string _kind;
    private readonly Advert _advert;
    private readonly int _chunkSize;
    private readonly Hash256[] _leaves;
    private readonly bool[] _has;
    private readonly ReadOnlyMemory<byte>[] _chunks;
    private readonly List<RentedBuffer> _adopted = [];
    private SpoolFile? _spool;
    private Hash256? _root;
    private bool _isHandedOver;

    internal ContentBuilder(string kind, Advert advert, int chunkSize, SpoolFile? spool)
    {
        _kind = kind;
        _advert = advert;
        _chunkSize = chunkSize;
        _spool = spool;
        ChunkCount = ArtifactIdentity.ChunkCount(advert.Size, chunkSize);
        MissingCount = ChunkCount;
        _leaves = new Hash256[ChunkCount];
        _has = new bool[ChunkCount];
        _chunks = spool is null ? new ReadOnlyMemory<byte>[ChunkCount] : [];
    }

    public int ChunkCount { get; }

    public int MissingCount { get; private set; }

    public bool IsComplete => MissingCount == 0;

    public bool IsSpooled => _spool is not null;

    public bool Has(int index) => _has[index];

    /// <summary>Chunks that are not here, in ascending order.</summary>
    public IEnumerable<int> Missing() => Enumerable.Range(0, ChunkCount).Where(index => !_has[index]);

    /// <summary>Verifies a chunk and keeps it. Takes the frame over, whatever the verdict: it is adopted, or copied from and disposed.</summary>
    /// <param name="index">Which chunk it is said to be.</param>
    /// <param name="data">Its bytes, inside the frame.</param>
    /// <param name="proof">Its inclusion proof.</param>
    /// <param name="frame">The buffer that the data lies in.</param>
    public ChunkVerdict Add(uint index, ReadOnlyMemory<byte> data, IReadOnlyList<Hash256> proof, RentedBuffer frame)
    {
        ObjectDisposedException.ThrowIf(_isHandedOver, this);
        var isAdopted = false;
        try
        {
            var verdict = Verify(index, data.Span, proof, out var leaf);
            if (verdict == ChunkVerdict.Added)
            {
                verdict = Keep((int)index, leaf, data, frame, out isAdopted);
            }

            return verdict;
        }
        finally
        {
            if (!isAdopted)
            {
                frame.Dispose();
            }
        }
    }

    /// <summary>The whole artifact; its references and memory belong to the caller from here on. False when its file cannot be mapped.</summary>
    /// <exception cref="InvalidOperationException">Chunks are missing.</exception>
    public bool TryComplete([NotNullWhen(true)] out ArtifactContent? content)
    {
        if (!IsComplete || _isHandedOver)
        {
            throw new InvalidOperationException($"{MissingCount} chunks are missing, or the content was taken before.");
        }

        content = null;
        if (_spool is null)
        {
            content = ChunkCount == 1
                ? new OneChunkContent(_chunks[0], _chunkSize, _adopted.Count > 0 ? _adopted[0] : null)
                : new MemoryContent(_advert.Size, _chunkSize, new MerkleTree(_leaves), _chunks, _adopted);
        }
        else if (_spool.TryMap(_advert.Size, out var file))
        {
            content = new SpooledContent(_advert.Size, _chunkSize, new MerkleTree(_leaves), file);
            _spool.Dispose();
        }

        _isHandedOver = content is not null;
        return content is not null;
    }

    /// <summary>Gives everything back that was not handed over.</summary>
    public void Dispose()
    {
        if (!_isHandedOver)
        {
            _isHandedOver = true;
            _adopted.ForEach(static buffer => buffer.Dispose());
            _spool?.Dispose();
            _spool = null;
        }
    }

    private ChunkVerdict Verify(uint index, ReadOnlySpan<byte> data, IReadOnlyList<Hash256> proof, out Hash256 leaf)
    {
        leaf = default;
        if (index >= (uint)ChunkCount)
        {
            return ChunkVerdict.WrongIndex;
        }

        if (_has[index])
        {
            return ChunkVerdict.Known;
        }

        if (data.Length != ArtifactIdentity.ChunkLength(_advert.Size, _chunkSize, (int)index))
        {
            return ChunkVerdict.WrongLength;
        }

        if (proof.Count != Merkle.ProofLength((int)index, ChunkCount))
        {
            return ChunkVerdict.WrongProof;
        }

        leaf = Merkle.Leaf(data);
        return Merkle.TryClimb(leaf, (int)index, ChunkCount, proof, out var root) && LeadsToId(root) ? ChunkVerdict.Added : ChunkVerdict.WrongHash;
    }

    private bool LeadsToId(Hash256 root)
    {
        if (_root is { } known)
        {
            return root == known;
        }

        if (ArtifactIdentity.Compute(_kind, _advert.Size, _chunkSize, root) != _advert.Id)
        {
            return false;
        }

        _root = root;
        return true;
    }

    private ChunkVerdict Keep(int index, Hash256 leaf, ReadOnlyMemory<byte> data, RentedBuffer frame, out bool isAdopted)
    {
        isAdopted = _spool is null && frame.IsTight && data.Length >= AdoptFrom;
        if (_spool is not null)
        {
            if (!_spool.TryWrite((long)index * _chunkSize, data.Span))
            {
                return ChunkVerdict.StorageFailed;
            }
        }
        else if (isAdopted)
        {
            frame.Adopt();
            _adopted.Add(frame);
            _chunks[index] = data;
        }
        else
        {
            _chunks[index] = data.ToArray();
        }

        _leaves[index] = leaf;
        _has[index] = true;
        MissingCount--;
        return ChunkVerdict.Added;
    }
}
