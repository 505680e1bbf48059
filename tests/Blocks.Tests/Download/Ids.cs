using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Tests.Download;

/// <summary>Ids that are easy to make and all different.</summary>
internal static class Ids
{
    public static NodeId Node(int number) => new(Bytes(number, 0xA0));

    public static ArtifactId Artifact(int number) => new(Bytes(number, 0xB0));

    public static Advert Advert(int number, long size, long rank = 0, int maker = 250) => new(Artifact(number), size, rank, Node(maker));

    private static byte[] Bytes(int number, byte family)
    {
        var bytes = new byte[Hash256.Length];
        bytes[0] = (byte)(number * 37);
        bytes[1] = family;
        BitConverter.TryWriteBytes(bytes.AsSpan(8), number);
        return bytes;
    }
}
