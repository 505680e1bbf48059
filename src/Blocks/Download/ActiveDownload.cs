using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Download;

/// <summary>What the download stage owns of one download: the chunks so far, and the memory reserved for all of them.</summary>
internal sealed class ActiveDownload(Advert advert, FetchPriority priority, ContentBuilder builder, IReservation reservation, TimeSpan startedAt)
{
    public Advert Advert => advert;

    public FetchPriority Class { get; set; } = priority;

    public ContentBuilder Builder => builder;

    public IReservation Reservation => reservation;

    public TimeSpan StartedAt => startedAt;

    /// <summary>Whether something came from another peer than the maker.</summary>
    public bool IsFromRelay { get; private set; }

    /// <summary>Verifies a chunk and keeps it; takes the buffer over in any case.</summary>
    public ChunkVerdict Add(uint chunk, ReadOnlyMemory<byte> data, IReadOnlyList<Hash256> proof, RentedBuffer frame, NodeId from)
    {
        var verdict = builder.Add(chunk, data, proof, frame);
        IsFromRelay |= verdict == ChunkVerdict.Added && from != advert.Maker;
        return verdict;
    }

    /// <summary>Adds a pushed body, cut into its chunks; takes the buffer over. True when it was the whole artifact.</summary>
    public bool TryAddBody(RentedBuffer body, int chunkSize, NodeId from)
    {
        if (body.Length != advert.Size)
        {
            body.Dispose();
            return false;
        }

        if (builder.ChunkCount == 1)
        {
            return Add(0, body.Memory, [], body, from) is ChunkVerdict.Added or ChunkVerdict.Known;
        }

        using (body)
        {
            var chunks = body.Memory.ToArray().Chunk(chunkSize).ToArray();
            var tree = new MerkleTree([.. chunks.Select(chunk => Merkle.Leaf(chunk))]);
            for (var index = 0; index < chunks.Length; index++)
            {
                var frame = new RentedBuffer(chunks[index], chunks[index].Length, owner: null);
                if (Add((uint)index, frame.Memory, tree.Proof(index), frame, from) is not (ChunkVerdict.Added or ChunkVerdict.Known))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Gives everything back: the download ended without its artifact.</summary>
    public void Free()
    {
        builder.Dispose();
        reservation.Dispose();
    }
}
