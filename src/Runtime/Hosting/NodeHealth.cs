namespace Tidings.Runtime.Hosting;

/// <summary>How well a node does its work.</summary>
public enum NodeHealthStatus
{
    /// <summary>Everything runs.</summary>
    Healthy,

    /// <summary>It runs, but something keeps it from its work: no peers, or a memory budget that is used up.</summary>
    Degraded,

    /// <summary>A part has failed and does not come back without a restart, or the node does not run.</summary>
    Unhealthy,
}

/// <summary>How a node is at one moment. Immutable.</summary>
/// <param name="Status">The worst of the reasons.</param>
/// <param name="Reasons">A sentence for each trouble; empty when healthy.</param>
public sealed record NodeHealth(NodeHealthStatus Status, IReadOnlyList<string> Reasons);
