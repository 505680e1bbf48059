using System.Buffers.Binary;
using System.Security.Cryptography;
using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Tests;

/// <summary>Node ids that look like hashes and are the same in every run.</summary>
internal static class Ids
{
    public static NodeId Of(int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return new NodeId(SHA256.HashData(bytes));
    }
}
