namespace Tidings.Simulation.Checks.Invariants;

/// <summary>
/// Each class of requests that waits on a lane gets its share of what is sent there, however much is more urgent. Honest peers are asked about: a liar's
/// requests beyond what is taken have no answer.
/// </summary>
internal sealed class NoStarvation : IInvariant
{
    public string Name => "no starvation";

    Occasion IInvariant.Occasion => Occasion.News;

    public string? AfterStep(SimulatedNode node)
    {
        for (var i = 0; i < node.Record.Kinds.Length; i++)
        {
            var kind = node.Record.Kinds[i];
            if (kind.Serving.Starved is var (peer, what) && node.Network.Nodes.Any(other => other.IsHonest && other.Id == peer))
            {
                return $"{kind.Kind}: {what}";
            }
        }

        return null;
    }
}
