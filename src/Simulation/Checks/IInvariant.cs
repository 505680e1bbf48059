namespace Tidings.Simulation.Checks;

/// <summary>Something that must hold in every run. Called by the network, one call at a time; it looks and changes nothing.</summary>
public interface IInvariant
{
    /// <summary>Its name, as a failure shows it: a few words in lower case.</summary>
    string Name { get; }

    /// <summary>After which steps it has anything to look at.</summary>
    internal Occasion Occasion => Occasion.Step;

    /// <summary>After every step. Called millions of times: cheap, and about the node that made the step alone.</summary>
    /// <param name="node">Whose step it was.</param>
    /// <returns>What is broken, in a sentence; null when nothing is.</returns>
    string? AfterStep(SimulatedNode node) => null;

    /// <summary>When the network has come to rest after faults have healed.</summary>
    /// <returns>What is broken, in a sentence; null when nothing is.</returns>
    string? AtRest(SimulatedNetwork network) => null;

    /// <summary>When every node has been stopped.</summary>
    /// <returns>What is broken, in a sentence; null when nothing is.</returns>
    string? AtEnd(SimulatedNetwork network) => null;
}
