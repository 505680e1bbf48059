namespace Tidings.Simulation.Checks.Invariants;

/// <summary>Identity: no byte of a peer is processed before its session has said READY, and sessions with one peer follow each other.</summary>
internal sealed class ReadyFirst : IInvariant
{
    public string Name => "no frame before READY";

    Occasion IInvariant.Occasion => Occasion.News;

    public string? AfterStep(SimulatedNode node) => node.Record.Sessions.Broken;
}
