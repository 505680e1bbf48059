namespace Tidings.Blocks.Artifacts;

/// <summary>A candidate and what the upper layer said of it.</summary>
/// <typeparam name="T">The artifact.</typeparam>
/// <param name="Candidate">The candidate.</param>
/// <param name="Verdict">The verdict.</param>
public sealed record Judged<T>(Candidate<T> Candidate, Verdict Verdict)
    where T : IArtifact<T>;
