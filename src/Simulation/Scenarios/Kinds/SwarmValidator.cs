using Tidings.Blocks.Artifacts;

namespace Tidings.Simulation.Scenarios.Kinds;

/// <summary>Accepts what is made by the rule, unless its machine has trouble.</summary>
internal sealed class SwarmValidator<T>(NodeTrouble trouble, TimeProvider time) : IValidator<T>
    where T : ISwarmArtifact<T>
{
    public async ValueTask<Verdict> ValidateAsync(Candidate<T> candidate, CancellationToken cancellationToken)
    {
        await trouble.BefallAsync(time, cancellationToken);
        return Filler.IsOf(candidate.Artifact.Number, candidate.Content.AsSequence().Slice(SwarmKinds.HeaderBytes))
            ? Verdict.Accept
            : Verdict.Reject("the filler is not that of its number");
    }
}
