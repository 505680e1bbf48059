using Tidings.Simulation.Faults;

namespace Tidings.Node.Simulate.Campaigns;

/// <summary>What a campaign adds up to. Not thread-safe.</summary>
internal sealed class CampaignTotals
{
    /// <summary>Failures that are kept with what is to be said of them; more are only counted.</summary>
    public const int FailuresKept = 100;

    private static readonly FaultKind[] Kinds = Enum.GetValues<FaultKind>();

    private readonly long[] _fired = new long[Kinds.Length];
    private readonly long[] _seedsWith = new long[Kinds.Length];
    private readonly List<SeedOutcome> _failures = [];

    /// <summary>By the way in which nodes lied; null when the campaign is not about that.</summary>
    public LieTotals? Lies { get; init; }

    public long Seeds { get; private set; }

    public long Failures { get; private set; }

    public long Steps { get; private set; }

    public long Deliveries { get; private set; }

    public long Messages { get; private set; }

    public TimeSpan VirtualTime { get; private set; }

    /// <summary>Every fault that fired, of all kinds.</summary>
    public long Faults => _fired.Sum();

    /// <summary>Kinds of faults: how often each fired, and in how many seeds.</summary>
    public IEnumerable<(FaultKind Kind, long Fired, long Seeds)> ByKind => Kinds.Select(kind => (kind, _fired[(int)kind], _seedsWith[(int)kind]));

    /// <summary>The first failures, by seed.</summary>
    public IEnumerable<SeedOutcome> FirstFailures => _failures.OrderBy(failure => failure.Seed);

    public void Add(SeedOutcome outcome)
    {
        Seeds++;
        Lies?.Add(outcome);
        if (outcome.IsFailure)
        {
            Failures++;
            if (_failures.Count < FailuresKept)
            {
                _failures.Add(outcome);
            }
        }

        if (outcome.Result is { } result)
        {
            Steps += result.Steps;
            Deliveries += result.Deliveries;
            Messages += result.Messages;
            VirtualTime += result.VirtualTime;
            foreach (var (kind, times) in result.Fired)
            {
                _fired[(int)kind] += times;
                _seedsWith[(int)kind] += times > 0 ? 1 : 0;
            }
        }
    }
}
