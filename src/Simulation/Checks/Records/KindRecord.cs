using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Move;
using Tidings.Blocks.Wire;
using Tidings.Pipelines.Composition;
using Tidings.Pipelines.Configuration;

namespace Tidings.Simulation.Checks.Records;

/// <summary>What was seen of one kind in one life of a node: verdicts and publications on the way to the pool, and what the pool told of itself.</summary>
/// <param name="branch">The kind's parts.</param>
/// <param name="options">The node's.</param>
/// <param name="now">The time of the world.</param>
internal sealed class KindRecord(BranchParts branch, TidingsOptions options, Func<TimeSpan> now)
{
    private readonly PoolSubscription _subscription = branch.Reader.Subscribe();
    private readonly List<PoolChange> _changes = [];
    private readonly List<(ArtifactId, Verdict)> _verdicts = [];
    private readonly List<(ArtifactId Id, ArtifactContent Content)> _candidates = [];
    private readonly List<(ArtifactId, Task)> _publications = [];
    private readonly Dictionary<ArtifactId, Verdict> _lastVerdicts = [];
    private readonly HashSet<ArtifactId> _published = [];
    private bool _isTouched;

    public string Kind => branch.Kind;

    public KindLimits Limits => branch.Limits;

    public IPoolReader Pool => branch.Reader;

    public BranchParts Branch => branch;

    public TidingsOptions Options => options;

    /// <summary>What it asks its peers for.</summary>
    public RequestRecord Requests { get; } = new(now);

    /// <summary>What its peers ask it for.</summary>
    public ServeRecord Serving { get; } = new(
        Math.Max(branch.Limits.ChunkSize + WireLimits.ChunkOverheadMax, options.Bandwidth.LaneControlBytes), branch.Limits.ChunkSize + WireLimits.ChunkOverheadMax);

    /// <summary>Changes of the validated section since the last check, as a subscriber saw them.</summary>
    public IReadOnlyList<PoolChange> Changes => _changes;

    /// <summary>Verdicts on their way to the pool since the last check.</summary>
    public IReadOnlyList<(ArtifactId Id, Verdict Verdict)> Verdicts => _verdicts;

    /// <summary>Artifacts that came since the last check, each with a reference of its own to its bytes.</summary>
    public IReadOnlyList<(ArtifactId Id, ArtifactContent Content)> Candidates => _candidates;

    /// <summary>What was published here since the last check, and the outcome.</summary>
    public IReadOnlyList<(ArtifactId Id, Task Outcome)> Publications => _publications;

    /// <summary>The last verdict of this life on it; null for none.</summary>
    public Verdict? LastVerdictOn(ArtifactId id) => _lastVerdicts.GetValueOrDefault(id);

    public bool WasPublished(ArtifactId id) => _published.Contains(id);

    public void Arrived(ArtifactId id, ArtifactContent content)
    {
        if (content.TryAddReference())
        {
            _candidates.Add((id, content));
            _isTouched = true;
        }
    }

    public void Judged(ArtifactId id, Verdict verdict)
    {
        _isTouched = true;
        _verdicts.Add((id, verdict));
        _lastVerdicts[id] = verdict;
    }

    public void Published(ArtifactId id, Task outcome)
    {
        _isTouched = true;
        _published.Add(id);
        _publications.Add((id, outcome));
    }

    /// <summary>Fetches what the pool has told.</summary>
    /// <returns>Whether there is any news of the kind.</returns>
    public bool Collect()
    {
        while (_subscription.TryTake() is { } change)
        {
            _changes.Add(change);
        }

        return _isTouched || _changes.Count > 0 || Requests.HasNews || Serving.Broken is not null || Serving.Starved is not null;
    }

    /// <summary>All news has been looked at.</summary>
    public void Forget()
    {
        _isTouched = false;
        _candidates.ForEach(static candidate => candidate.Content.Release());
        _changes.Clear();
        _verdicts.Clear();
        _candidates.Clear();
        _publications.Clear();
        Requests.Forget();
    }
}
