using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Artifacts;

namespace Tidings.Simulation.Scenarios.Kinds;

/// <summary>Number, class, filler. Thread-safe.</summary>
internal sealed class SwarmCodec<T> : IArtifactCodec<T>
    where T : ISwarmArtifact<T>
{
    public void Encode(T artifact, IBufferWriter<byte> output)
    {
        var bytes = output.GetSpan(artifact.Bytes)[..artifact.Bytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, artifact.Number);
        bytes[sizeof(long)] = (byte)artifact.Class;
        Filler.Write(artifact.Number, bytes[SwarmKinds.HeaderBytes..]);
        output.Advance(artifact.Bytes);
    }

    public bool TryDecode(ReadOnlySequence<byte> input, [NotNullWhen(true)] out T? artifact)
    {
        artifact = default;
        var reader = new SequenceReader<byte>(input);
        if (!reader.TryReadLittleEndian(out long number) || !reader.TryRead(out var @class) || @class > (byte)FetchPriority.FetchNow)
        {
            return false;
        }

        artifact = T.Of(number, (FetchPriority)@class, checked((int)input.Length));
        return true;
    }
}
