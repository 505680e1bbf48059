namespace Tidings.Simulation.Checks.Invariants;

/// <summary>An urgent request is answered before bulk: lower classes go before it on its lane only with what was on its way and with their shares.</summary>
internal sealed class UrgentFirst : IInvariant
{
    public string Name => "urgent first";

    Occasion IInvariant.Occasion => Occasion.News;

    public string? AfterStep(SimulatedNode node)
    {
        foreach (var kind in node.Record.Kinds)
        {
            if (kind.Serving.Broken is { } broken)
            {
                return $"{kind.Kind}: {broken}";
            }
        }

        return null;
    }
}
