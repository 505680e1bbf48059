using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Limits;

namespace Tidings.Blocks.Content;

/// <summary>Begins contents, in memory or spooled by their size. Thread-safe; one per node.</summary>
/// <param name="options">Where files go.</param>
/// <param name="buffers">For the chunks of what is made here.</param>
internal sealed class ContentStore(ContentOptions options, ChunkBuffers buffers)
{
    /// <summary>Most chunks of one artifact: what is kept per chunk (about 100 bytes) stays bounded too.</summary>
    public const int ChunksMax = 1 << 20;

    /// <summary>Whether an artifact of this size lives in a file: above a quarter of the kind's download budget.</summary>
    public static bool IsSpooled(long size, KindLimits limits) => size > limits.DownloadBytes / 4;

    /// <summary>The receiver's side. The claim's size is taken as it is: chunks of another size do not hash to the id.</summary>
    public bool TryBegin(string kind, KindLimits limits, Advert advert, [NotNullWhen(true)] out ContentBuilder? builder, out ContentError error)
    {
        builder = null;
        error = ContentError.TooLarge;
        if (advert.Size < 0 || advert.Size > SizeMax(limits))
        {
            return false;
        }

        SpoolFile? spool = null;
        if (IsSpooled(advert.Size, limits) && !SpoolFile.TryCreate(options.SpoolDirectory, advert.Size, out spool))
        {
            error = ContentError.Storage;
            return false;
        }

        error = ContentError.None;
        builder = new ContentBuilder(kind, advert, limits.ChunkSize, spool);
        return true;
    }

    /// <summary>Whether the bytes of an artifact are one chunk in memory: such a one may be verified and kept in one go.</summary>
    public static bool IsOneChunk(long size, KindLimits limits) =>
        size >= 0 && size <= limits.ChunkSize && size <= limits.MaxBytes && !IsSpooled(size, limits);

    /// <summary>The receiver's side of an artifact of one chunk that came whole. Takes the buffer over, whatever the outcome; null when the bytes do not hash to the id.</summary>
    public static ArtifactContent? TakeWhole(string kind, KindLimits limits, Advert advert, RentedBuffer body)
    {
        if (body.Length != advert.Size
            || ArtifactIdentity.Compute(kind, advert.Size, limits.ChunkSize, Merkle.Leaf(body.Memory.Span)) != advert.Id)
        {
            body.Dispose();
            return null;
        }

        if (body.IsTight)
        {
            body.Adopt();
            return new OneChunkContent(body.Memory, limits.ChunkSize, body);
        }

        using (body)
        {
            return new OneChunkContent(body.Memory.ToArray(), limits.ChunkSize, null);
        }
    }

    /// <summary>The publisher's side, for a codec to encode into.</summary>
    public ContentWriter CreateWriter(string kind, KindLimits limits) => new(Collector(kind, limits), limits.ChunkSize);

    /// <summary>The publisher's side, from a stream: read chunk by chunk and never in memory whole when it is spooled.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="limits">Its limits.</param>
    /// <param name="source">Read to its end; not disposed. What it throws is passed on.</param>
    /// <param name="length">Its length, when that is known: another one is an error then.</param>
    /// <param name="cancellationToken">Ends the reading; nothing is left behind.</param>
    public async ValueTask<ContentResult> CreateAsync(string kind, KindLimits limits, Stream source, long? length, CancellationToken cancellationToken)
    {
        using var collector = Collector(kind, limits);
        if (length > SizeMax(limits))
        {
            return ContentResult.Failed(ContentError.TooLarge);
        }

        var left = length;
        while (collector.Expect(length ?? 0))
        {
            var chunk = collector.ChunkBuffer((int)Math.Min(limits.ChunkSize, left ?? limits.ChunkSize));
            var read = await source.ReadAtLeastAsync(chunk, chunk.Length, throwOnEndOfStream: false, cancellationToken);
            collector.Append(read == chunk.Length ? chunk : chunk[..read]);
            left -= read;
            if (read < limits.ChunkSize)
            {
                break;
            }
        }

        if (collector.Error == ContentError.None && length is not null && (left != 0 || await source.ReadAsync(new byte[1], cancellationToken) != 0))
        {
            return ContentResult.Failed(ContentError.LengthDiffers);
        }

        return collector.Complete();
    }

    private static long SizeMax(KindLimits limits) => Math.Min(limits.MaxBytes, (long)limits.ChunkSize * ChunksMax);

    private ChunkCollector Collector(string kind, KindLimits limits) => new(kind, limits, SizeMax(limits), options.SpoolDirectory, buffers);
}
