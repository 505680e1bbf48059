using System.Buffers;

namespace Tidings.Blocks.Content;

/// <summary>
/// The bytes of one complete artifact, chunk by chunk, with what is needed to prove each chunk. What a pool holds, serves and pushes are these
/// very bytes. Counted references: the maker holds the first; the last release frees the memory or file. Thread-safe.
/// </summary>
public abstract class ArtifactContent
{
    private int _references = 1;
    private int _taken;

    /// <summary>Size of the encoded artifact, in bytes.</summary>
    public abstract long Size { get; }

    /// <summary>Bytes of a chunk; the last one may be shorter.</summary>
    public abstract int ChunkSize { get; }

    /// <summary>Number of chunks: 1 for an empty artifact.</summary>
    public int ChunkCount => Size == 0 ? 1 : checked((int)((Size + ChunkSize - 1) / ChunkSize));

    /// <summary>The bytes of a chunk, valid while a reference is held.</summary>
    /// <param name="index">From 0.</param>
    public abstract ReadOnlyMemory<byte> Chunk(int index);

    /// <summary>The inclusion proof of a chunk: sibling hashes from the leaf up.</summary>
    /// <param name="index">From 0.</param>
    public abstract IReadOnlyList<Hash256> Proof(int index);

    /// <summary>All bytes in order, valid while a reference is held.</summary>
    public abstract ReadOnlySequence<byte> AsSequence();

    /// <summary>Takes a reference, unless the last one is gone already.</summary>
    /// <returns>Whether the caller now holds a reference, to be released.</returns>
    public bool TryAddReference()
    {
        var references = Volatile.Read(ref _references);
        while (references > 0)
        {
            var seen = Interlocked.CompareExchange(ref _references, references + 1, references);
            if (seen == references)
            {
                return true;
            }

            references = seen;
        }

        return false;
    }

    /// <summary>Gives a reference back.</summary>
    /// <exception cref="InvalidOperationException">There was none.</exception>
    public void Release()
    {
        var references = Interlocked.Decrement(ref _references);
        if (references < 0)
        {
            throw new InvalidOperationException("This content was released more often than referenced.");
        }

        if (references == 0)
        {
            Free();
        }
    }

    /// <summary>Whether somebody still holds a reference. Only a hint: the answer may be old when it is read.</summary>
    internal bool IsAlive => Volatile.Read(ref _references) > 0;

    /// <summary>
    /// Takes over the first reference. A candidate reaches the pool on two edges, with its arrival and with its verdict, in any order: whichever
    /// comes first takes it, and everybody after that knows that it is taken.
    /// </summary>
    /// <returns>True once.</returns>
    internal bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

    /// <summary>Frees the memory or file; called once.</summary>
    private protected abstract void Free();
}
