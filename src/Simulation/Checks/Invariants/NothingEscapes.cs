namespace Tidings.Simulation.Checks.Invariants;

/// <summary>
/// No code of a node leaves the node's scheduler: it would run beside what the seed decides. Blocks that complete do, and so they may at a stop; real TLS
/// does, and is not asked.
/// </summary>
internal sealed class NothingEscapes(Func<long> escapes) : IInvariant
{
    public string Name => "nothing escapes";

    Occasion IInvariant.Occasion => Occasion.None;

    public string? AtRest(SimulatedNetwork network) => escapes() is > 0 and var count
        ? $"{count} times something was woken from outside the node's scheduler: a ConfigureAwait(false), a Task.Run or a wait for real time in code of a kind"
        : null;
}
