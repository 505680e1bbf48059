using System.Buffers;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Limits;

namespace Tidings.Blocks.Tests.Content;

/// <summary>Artifacts of a test kind with 1 KiB chunks; above 16 KiB they are spooled.</summary>
internal static class TestContents
{
    public const string Kind = "file";
    public const int ChunkSize = 1024;

    public static readonly KindLimits KindOfFiles = new() { ChunkSize = ChunkSize, MaxBytes = 1 << 20, DownloadBytes = 64 << 10 };

    public static readonly ContentStore Store = new(new ContentOptions(), new ChunkBuffers(null));

    public static byte[] Bytes(int size, int seed = 1)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static ContentResult Make(byte[] bytes, KindLimits? limits = null)
    {
        using var writer = Store.CreateWriter(Kind, limits ?? KindOfFiles);
        writer.Write(bytes);
        return writer.Complete();
    }

    public static ContentBuilder Begin(ContentResult source, KindLimits? limits = null) =>
        Store.TryBegin(Kind, limits ?? KindOfFiles, new Advert(source.Id, source.Content!.Size, 0, default), out var builder, out var error)
            ? builder
            : throw new AssertionException(error.ToString());
}
