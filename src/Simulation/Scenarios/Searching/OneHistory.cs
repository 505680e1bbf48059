namespace Tidings.Simulation.Scenarios.Searching;

/// <summary>Compares two runs of one scenario, which must have one history.</summary>
internal static class OneHistory
{
    /// <summary>Name of the failure of a seed that has two.</summary>
    public const string Name = "determinism";

    /// <summary>The first result, as a failure when the other has another history.</summary>
    public static ScenarioResult Of(ScenarioResult first, ScenarioResult again) => first.Hash == again.Hash
        ? first
        : first with { Failure = new ScenarioFailure(Name, $"Two histories of seed {first.Seed}: {first.Hash} and {again.Hash}. {first.Failure?.Message}", first.VirtualTime) };
}
