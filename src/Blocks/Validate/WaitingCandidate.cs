using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Validate;

/// <summary>A candidate between its first judgement and its last.</summary>
internal sealed class WaitingCandidate<T>(Candidate<T> candidate, long number)
    where T : IArtifact<T>
{
    public Candidate<T> Candidate => candidate;

    /// <summary>Order of arrival.</summary>
    public long Number => number;

    public CandidatePhase Phase { get; set; }

    /// <summary>What it waits for, or null after a fault.</summary>
    public Verdict.Deferred? Condition { get; set; }

    /// <summary>Versions of all pools as they were when the judgement began.</summary>
    public IReadOnlyDictionary<string, long> Versions { get; set; } = new Dictionary<string, long>();

    public TimeSpan NotBefore { get; set; }

    public int Faults { get; set; }

    /// <summary>The move stage knows that it waits.</summary>
    public bool IsReported { get; set; }
}

/// <summary>Where a waiting candidate is.</summary>
internal enum CandidatePhase
{
    Judging,
    Waiting,
    Queued,
}
