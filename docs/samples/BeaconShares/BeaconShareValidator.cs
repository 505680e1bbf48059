using Tidings.Blocks.Artifacts;

namespace Tidings.Samples.BeaconShares;

/// <summary>A share counts when its member signed it; one that comes too late is of no use, one from far ahead is judged when this node has come closer.</summary>
public sealed class BeaconShareValidator(Committee committee, BeaconPool pool) : IValidator<BeaconShare>
{
    /// <inheritdoc />
    public ValueTask<Verdict> ValidateAsync(Candidate<BeaconShare> candidate, CancellationToken cancellationToken)
    {
        var share = candidate.Artifact;
        if (share.Height < pool.MadeHeight)
        {
            return ValueTask.FromResult(Verdict.Ignore);
        }

        if (share.Height > pool.MadeHeight + BeaconSharePriority.Lookahead)
        {
            return ValueTask.FromResult(Verdict.DeferUntilRank(share.Height - BeaconSharePriority.Lookahead));
        }

        return ValueTask.FromResult(committee.IsSigned(share) ? Verdict.Accept : Verdict.Reject("not signed by the member that it names"));
    }
}
