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
        : LeavesDirectory(name) ? "the name leaves its directory"
        : null;

    // Asked of every file at every node: without an array of its parts.
    private static bool LeavesDirectory(ReadOnlySpan<char> name)
    {
        foreach (var part in name.Split('/'))
        {
            if (name[part] is "" or "." or "..")
            {
                return true;
            }
        }

        return false;
    }
}
