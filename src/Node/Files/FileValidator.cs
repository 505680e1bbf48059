using Tidings.Blocks.Artifacts;

namespace Tidings.Node.Files;

/// <summary>Accepts every file whose name stays below the directory it is written to. Thread-safe.</summary>
public sealed class FileValidator : IValidator<FileArtifact>
{
    /// <inheritdoc />
    public ValueTask<Verdict> ValidateAsync(Candidate<FileArtifact> candidate, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Fault(candidate.Artifact.Name) is { } fault ? Verdict.Reject(fault) : Verdict.Accept);

    /// <summary>What is wrong with a name, or null.</summary>
    /// <param name="name">The relative path.</param>
    public static string? Fault(string name) =>
        name.Contains('\0', StringComparison.Ordinal) ? "the name holds a NUL"
        : name.StartsWith('/') ? "the name is an absolute path"
        : name.Split('/').Any(part => part is "" or "." or "..") ? "the name leaves its directory"
        : null;
}
