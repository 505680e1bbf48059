using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Tidings.Blocks.Artifacts;

/// <summary>Bytes to artifact and back. Called by several stages at once: implementations are thread-safe.</summary>
/// <typeparam name="T">The artifact.</typeparam>
public interface IArtifactCodec<T>
    where T : IArtifact<T>
{
    /// <summary>Encodes an artifact that was made here. Called once per artifact, by the publisher only: what was received is never encoded again.</summary>
    /// <param name="artifact">The artifact.</param>
    /// <param name="output">Where the bytes go.</param>
    void Encode(T artifact, IBufferWriter<byte> output);

    /// <summary>
    /// Decodes received bytes, whose id has been verified. Must not allocate by a length that it was told. The input stays valid for as
    /// long as the artifact is in the pool, so a view may refer to it. A return of false, or a throw, counts against those who advertised it.
    /// </summary>
    /// <param name="input">The encoded artifact.</param>
    /// <param name="artifact">The artifact, when the bytes are one.</param>
    bool TryDecode(ReadOnlySequence<byte> input, [NotNullWhen(true)] out T? artifact);
}
