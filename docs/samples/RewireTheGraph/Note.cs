using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Tidings.Blocks.Artifacts;
using Tidings.Pipelines;
using Tidings.Pipelines.DependencyInjection;

namespace Tidings.Samples.RewireTheGraph;

/// <summary>What is broadcast in these experiments.</summary>
/// <param name="Text">Any text.</param>
public sealed record Note(string Text) : IArtifact<Note>
{
    /// <summary>The keys of its stages.</summary>
    public static Branch<Note> Branch { get; } = Stages.Of<Note>("note");

    /// <summary>The registration that a node has in production.</summary>
    public static void Register(ITidingsBuilder node) =>
        node.AddArtifact<Note>("note", kind => kind.WithCodec<NoteCodec>().ValidatedBy<NoteValidator>());
}

/// <summary>A note is its text in UTF-8.</summary>
public sealed class NoteCodec : IArtifactCodec<Note>
{
    /// <inheritdoc />
    public void Encode(Note artifact, IBufferWriter<byte> output) => Encoding.UTF8.GetBytes(artifact.Text, output);

    /// <inheritdoc />
    public bool TryDecode(ReadOnlySequence<byte> input, [NotNullWhen(true)] out Note? artifact)
    {
        artifact = new Note(Encoding.UTF8.GetString(input));
        return true;
    }
}

/// <summary>Every note is fine.</summary>
public sealed class NoteValidator : IValidator<Note>
{
    /// <inheritdoc />
    public ValueTask<Verdict> ValidateAsync(Candidate<Note> candidate, CancellationToken cancellationToken) => ValueTask.FromResult(Verdict.Accept);
}
