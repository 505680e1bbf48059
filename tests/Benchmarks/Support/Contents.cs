using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Limits;

namespace Tidings.Benchmarks.Support;

/// <summary>Real contents and the ledger that they are charged to, under the default limits.</summary>
internal static class Contents
{
    public static KindLimits Limits { get; } = new() { MaxBytes = 16 << 20 };

    public static ContentStore Store { get; } = new(new ContentOptions(), new ChunkBuffers(null));

    public static ByteLedger Ledger() => new(new LedgerOptions(), [new(Some.Kind, Limits)]);

    public static (Advert Advert, ArtifactContent Content) Make(int size, int? chunkSize = null)
    {
        var limits = new KindLimits { MaxBytes = Limits.MaxBytes, ChunkSize = chunkSize ?? Limits.ChunkSize };
        using var writer = Store.CreateWriter(Some.Kind, limits);
        Some.Bytes(size).CopyTo(writer.GetSpan(size));
        writer.Advance(size);
        var made = writer.Complete();
        return (new Advert(made.Id, size, 0, Some.Node(1)), made.Content!);
    }

    /// <summary>A frame as a lane hands it over: rented, with these bytes.</summary>
    public static RentedBuffer Frame(ByteLedger ledger, int peer, ReadOnlySpan<byte> bytes)
    {
        var frame = ledger.TryRent(Some.Node(peer), bytes.Length) ?? throw new InvalidOperationException("A benchmark gives its frames back.");
        bytes.CopyTo(frame.Memory.Span);
        return frame;
    }
}
