using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Artifacts;

namespace Tidings.Runtime.Tests.Hosting;

/// <summary>The smallest kind: its bytes, all of them welcome.</summary>
internal sealed record Note(byte[] Bytes) : IArtifact<Note>;

internal sealed class NoteCodec : IArtifactCodec<Note>
{
    public void Encode(Note artifact, IBufferWriter<byte> output) => output.Write(artifact.Bytes);

    public bool TryDecode(ReadOnlySequence<byte> input, [NotNullWhen(true)] out Note? artifact)
    {
        artifact = new Note(input.ToArray());
        return true;
    }
}

internal sealed class NoteValidator : IValidator<Note>
{
    public ValueTask<Verdict> ValidateAsync(Candidate<Note> candidate, CancellationToken cancellationToken) => new(Verdict.Accept);
}
