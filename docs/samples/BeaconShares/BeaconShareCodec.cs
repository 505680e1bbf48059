using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Artifacts;

namespace Tidings.Samples.BeaconShares;

/// <summary>Height (i64, big endian), signer (u8), signature (64 bytes).</summary>
public sealed class BeaconShareCodec : IArtifactCodec<BeaconShare>
{
    /// <summary>Bytes of an encoded share.</summary>
    public const int Length = 8 + 1 + 64;

    /// <inheritdoc />
    public void Encode(BeaconShare artifact, IBufferWriter<byte> output)
    {
        var span = output.GetSpan(Length);
        BinaryPrimitives.WriteInt64BigEndian(span, artifact.Height);
        span[8] = artifact.Signer;
        artifact.Signature.Span.CopyTo(span[9..]);
        output.Advance(Length);
    }

    /// <inheritdoc />
    public bool TryDecode(ReadOnlySequence<byte> input, [NotNullWhen(true)] out BeaconShare? artifact)
    {
        artifact = null;
        if (input.Length != Length)
        {
            return false;
        }

        var bytes = input.ToArray();
        artifact = new BeaconShare(BinaryPrimitives.ReadInt64BigEndian(bytes), bytes[8], bytes.AsMemory(9));
        return artifact.Height > 0;
    }
}
