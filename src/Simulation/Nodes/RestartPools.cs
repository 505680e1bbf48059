namespace Tidings.Simulation.Nodes;

/// <summary>What a node that comes back still has of what it had validated. The upper layer keeps it and publishes it again; the product's own pools are in memory.</summary>
public enum RestartPools
{
    /// <summary>Nothing.</summary>
    Empty,

    /// <summary>Everything; each artifact is published again once its bytes were found to hash to its id.</summary>
    Kept,

    /// <summary>As <see cref="Kept"/>, but some of the stored artifacts, one at least, are cut short or end in garbage. They do not hash to their ids and are left out.</summary>
    Torn,
}
