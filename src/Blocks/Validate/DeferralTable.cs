using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;

namespace Tidings.Blocks.Validate;

/// <summary>
/// Which candidates are being judged and which are judged again, and when. One judgement of an artifact at a time; a deferred one again when what
/// it named has happened, at most once an interval; a faulted one after a delay that doubles. Holds no reference of any content: what the pool lost
/// is forgotten here. Not thread-safe.
/// </summary>
internal sealed class DeferralTable<T>(string kind, ValidateOptions options, PoolDirectory pools)
    where T : IArtifact<T>
{
    private readonly Dictionary<ArtifactId, WaitingCandidate<T>> _byId = [];
    private WaitingCandidate<T>? _unused;
    private long _number;

    /// <summary>Candidates that wait, in whatever phase.</summary>
    public int Count => _byId.Count;

    /// <summary>A judgement begins.</summary>
    /// <returns>False when this candidate is not to be judged now: it is in work, waits, or has its verdict.</returns>
    public bool TryBegin(Candidate<T> candidate)
    {
        if (_byId.TryGetValue(candidate.Id, out var entry) && entry.Phase == CandidatePhase.Waiting && !entry.Candidate.Content.IsAlive)
        {
            _byId.Remove(candidate.Id);
            entry = null;
        }

        if (entry is null)
        {
            if (pools[kind].StatusOf(candidate.Id) is not (ArtifactStatus.Unknown or ArtifactStatus.Unvalidated))
            {
                return false;
            }

            entry = Begin(candidate);
            _byId.Add(candidate.Id, entry);
        }
        else if (entry.Phase != CandidatePhase.Queued)
        {
            return false;
        }

        entry.Phase = CandidatePhase.Judging;
        pools.ReadVersions(entry.Versions);
        return true;
    }

    /// <summary>The judgement was not made: the bytes are gone or the node stops.</summary>
    public void Abandon(Candidate<T> candidate) => _byId.Remove(candidate.Id);

    /// <summary>The judgement ended.</summary>
    /// <returns>What to tell the move stage: the last verdict, the first of several, or another candidate that is given up for want of room.</returns>
    public IReadOnlyList<Judged<T>> Conclude(Candidate<T> candidate, Verdict verdict, TimeSpan now)
    {
        var entry = _byId[candidate.Id];
        switch (verdict)
        {
            case Verdict.Deferred deferred:
                entry.Condition = deferred;
                entry.NotBefore = now + options.RejudgeInterval;
                break;
            case Verdict.Faulted:
                entry.Condition = null;
                entry.NotBefore = now + Backoff(entry.Faults++);
                break;
            default:
                _byId.Remove(candidate.Id);
                _unused = entry;
                return [new Judged<T>(candidate, verdict)];
        }

        entry.Phase = CandidatePhase.Waiting;
        var report = entry.IsReported ? [] : new List<Judged<T>> { new(candidate, verdict) };
        entry.IsReported = true;
        if (_byId.Count > options.DeferredMax && GiveUp() is { } victim)
        {
            report.Add(new Judged<T>(victim, new Verdict.GivenUp()));
        }

        return report;
    }

    /// <summary>Candidates to judge again now, oldest first. Each is queued until its judgement begins or it is handed back.</summary>
    public IReadOnlyList<Candidate<T>> Due(TimeSpan now)
    {
        foreach (var gone in _byId.Values.Where(entry => entry.Phase == CandidatePhase.Waiting && !entry.Candidate.Content.IsAlive).ToList())
        {
            _byId.Remove(gone.Candidate.Id);
        }

        var due = _byId.Values.Where(entry => entry.Phase == CandidatePhase.Waiting && now >= entry.NotBefore && HasHappened(entry));
        var ordered = due.OrderBy(entry => entry.Number).ToList();
        ordered.ForEach(entry => entry.Phase = CandidatePhase.Queued);
        return [.. ordered.Select(entry => entry.Candidate)];
    }

    /// <summary>A due candidate found no room to be queued.</summary>
    public void HandBack(Candidate<T> candidate)
    {
        if (_byId.TryGetValue(candidate.Id, out var entry) && entry.Phase == CandidatePhase.Queued)
        {
            entry.Phase = CandidatePhase.Waiting;
        }
    }

    /// <summary>When to ask for due candidates next; null when none waits.</summary>
    public TimeSpan? NextWake(TimeSpan now)
    {
        TimeSpan? next = null;
        foreach (var entry in _byId.Values)
        {
            if (entry.Phase == CandidatePhase.Waiting)
            {
                var at = entry.NotBefore > now ? entry.NotBefore : now + options.RejudgeInterval;
                next = next is { } earlier && earlier <= at ? earlier : at;
            }
        }

        return next;
    }

    private WaitingCandidate<T> Begin(Candidate<T> candidate)
    {
        if (_unused is not { } entry)
        {
            return new WaitingCandidate<T>(candidate, _number++, pools.Count);
        }

        _unused = null;
        entry.Reset(candidate, _number++);
        return entry;
    }

    private bool HasHappened(WaitingCandidate<T> entry) =>
        entry.Condition is not { } condition
        || (condition.Id is { } id && pools.IsValidated(id))
        || (condition.Rank is { } rank && pools[kind].TopRank >= rank)
        || condition.Kinds.Any(name => pools.HasChanged(name, entry.Versions));

    private TimeSpan Backoff(int faults)
    {
        var delay = options.FaultRetryMin * Math.Pow(2, Math.Min(faults, 30));
        return delay < options.FaultRetryMax ? delay : options.FaultRetryMax;
    }

    private Candidate<T>? GiveUp()
    {
        var waiting = _byId.Values.Where(entry => entry.Phase == CandidatePhase.Waiting);
        var victim = waiting.OrderBy(entry => entry.Candidate.Class).ThenBy(entry => entry.Number).FirstOrDefault();
        if (victim is not null)
        {
            _byId.Remove(victim.Candidate.Id);
        }

        return victim?.Candidate;
    }
}
