using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Validate;

/// <summary>A candidate between its first judgement and its last.</summary>
internal sealed class WaitingCandidate<T>(Candidate<T> candidate, long number, int kinds)
    where T : IArtifact<T>
{
    public Candidate<T> Candidate { get; private set; } = candidate;

    /// <summary>Order of arrival.</summary>
    public long Number { get; private set; } = number;

    public CandidatePhase Phase { get; set; }

    /// <summary>What it waits for, or null after a fault.</summary>
    public Verdict.Deferred? Condition { get; set; }

    /// <summary>Versions of all pools as they were when the judgement began.</summary>
    public long[] Versions { get; } = new long[kinds];

    public TimeSpan NotBefore { get; set; }

    public int Faults { get; set; }

    /// <summary>The move stage knows that it waits.</summary>
    public bool IsReported { get; set; }

    /// <summary>Begins anew for another candidate: nearly every one leaves with its first verdict.</summary>
    public void Reset(Candidate<T> next, long nextNumber)
    {
        (Candidate, Number) = (next, nextNumber);
        (Condition, NotBefore, Faults, IsReported) = (null, default, 0, false);
    }
}

/// <summary>Where a waiting candidate is.</summary>
internal enum CandidatePhase
{
    Judging,
    Waiting,
    Queued,
}
