using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Tests.Download;

/// <summary>Bytes whose first one is their rank.</summary>
internal sealed record Blob(byte[] Bytes, long Rank) : IArtifact<Blob>
{
    long IArtifact<Blob>.Rank => Rank;
}

/// <summary>Refuses what begins with 255, and throws over what begins with 254.</summary>
internal sealed class BlobCodec : IArtifactCodec<Blob>
{
    public const byte Refused = 255, Throwing = 254;

    public void Encode(Blob artifact, IBufferWriter<byte> output) => output.Write(artifact.Bytes);

    public bool TryDecode(ReadOnlySequence<byte> input, [NotNullWhen(true)] out Blob? artifact)
    {
        var bytes = input.ToArray();
        if (bytes[0] == Throwing)
        {
            throw new InvalidDataException("the author's codec fails");
        }

        artifact = bytes[0] == Refused ? null : new Blob(bytes, bytes[0]);
        return artifact is not null;
    }
}
