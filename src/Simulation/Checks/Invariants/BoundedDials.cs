namespace Tidings.Simulation.Checks.Invariants;

/// <summary>A peer that is away is dialled once per step of the backoff, whose steps double.</summary>
internal sealed class BoundedDials : IInvariant
{
    public string Name => "bounded dials";

    Occasion IInvariant.Occasion => Occasion.News;

    public string? AfterStep(SimulatedNode node) => node.Record.Dials.TooSoon is var (peer, gap, least)
        ? $"{peer.ToShortString()} was dialled again after {gap.TotalMilliseconds} ms; the backoff asks for {least.TotalMilliseconds} ms at least."
        : null;
}
