using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Artifacts;

namespace Tidings.Benchmarks.Support;

/// <summary>An artifact whose upper layer costs nothing: what is measured is ours.</summary>
internal sealed record Note : IArtifact<Note>
{
    public static Note Any { get; } = new();
}

/// <summary>Looks at no byte.</summary>
internal sealed class NoteCodec : IArtifactCodec<Note>
{
    public void Encode(Note artifact, IBufferWriter<byte> output) => throw new NotSupportedException("Benchmarks make their bytes themselves.");

    public bool TryDecode(ReadOnlySequence<byte> input, [NotNullWhen(true)] out Note? artifact)
    {
        artifact = Note.Any;
        return true;
    }
}

/// <summary>Accepts everything at once.</summary>
internal sealed class NoteValidator : IValidator<Note>
{
    public ValueTask<Verdict> ValidateAsync(Candidate<Note> candidate, CancellationToken cancellationToken) => new(Verdict.Accept);
}
