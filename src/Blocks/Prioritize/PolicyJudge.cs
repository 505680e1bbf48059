using Microsoft.Extensions.Logging;
using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Prioritize;

/// <summary>Calls the user's policy, and keeps what it throws: logged once until it works again.</summary>
/// <param name="policy">The user's.</param>
/// <param name="pool">What it looks at.</param>
/// <param name="latest">Is told each snapshot.</param>
/// <param name="logger">The stage's.</param>
internal sealed class PolicyJudge<T>(IPriorityPolicy<T> policy, IPoolView<T> pool, LatestPolicy latest, ILogger logger) : IAdvertJudge
    where T : IArtifact<T>
{
    private Func<Advert, FetchPriority>? _snapshot;
    private long _version;
    private int _count;
    private bool _isSnapshotFaulty, _isJudgementFaulty;

    public SnapshotOutcome Refresh(long poolVersion)
    {
        var count = pool.Count;
        try
        {
            _snapshot = policy.Snapshot(pool);
            latest.Set(_snapshot);
        }
        catch (Exception exception)
        {
            if (!_isSnapshotFaulty)
            {
                PrioritizeLog.SnapshotFailed(logger, exception);
            }

            _isSnapshotFaulty = true;
            return SnapshotOutcome.Failed;
        }

        // Every gain and every loss is one version: if all the versions since then were gains, nothing was lost.
        var hasOnlyGrown = count - _count >= poolVersion - _version;
        (_version, _count, _isSnapshotFaulty, _isJudgementFaulty) = (poolVersion, count, false, false);
        return hasOnlyGrown ? SnapshotOutcome.Grown : SnapshotOutcome.MayHaveShrunk;
    }

    public FetchPriority Judge(Advert advert)
    {
        try
        {
            var judged = _snapshot?.Invoke(advert) ?? FetchPriority.Stash;
            return judged is >= FetchPriority.Drop and <= FetchPriority.FetchNow ? judged : FetchPriority.Stash;
        }
        catch (Exception exception)
        {
            if (!_isJudgementFaulty)
            {
                PrioritizeLog.JudgementFailed(logger, exception, advert.Id.ToShortString());
            }

            _isJudgementFaulty = true;
            return FetchPriority.Stash;
        }
    }
}
