using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Simulate.Campaigns;

/// <summary>What came of one seed of a campaign. Immutable.</summary>
/// <param name="Seed">Which.</param>
/// <param name="Result">Null when the process that ran it gave none.</param>
/// <param name="Broken">Why there is no result.</param>
internal sealed record SeedOutcome(long Seed, ScenarioResult? Result, string? Broken)
{
    public bool IsFailure => Broken is not null || Result?.Failure is not null;

    /// <summary>What did not hold, in a sentence.</summary>
    public string What => Broken ?? $"{Result?.Failure?.Invariant}, at {Result?.Failure?.At}: {Result?.Failure?.Message}";
}
