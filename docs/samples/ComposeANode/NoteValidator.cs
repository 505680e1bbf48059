using Tidings.Blocks.Artifacts;

namespace Tidings.Samples.ComposeANode;

/// <summary>A note says something.</summary>
public sealed class NoteValidator : IValidator<Note>
{
    /// <inheritdoc />
    public ValueTask<Verdict> ValidateAsync(Candidate<Note> candidate, CancellationToken cancellationToken) =>
        ValueTask.FromResult(candidate.Artifact.Text.Length > 0 ? Verdict.Accept : Verdict.Reject("an empty note"));
}
