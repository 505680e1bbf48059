namespace Tidings.Pipelines.Graph;

/// <summary>What one fan-out has done since the graph started.</summary>
/// <param name="Stage">The stage whose output is routed.</param>
/// <param name="Routed">Items that at least one route picked.</param>
/// <param name="Unrouted">Items that no route picked; dropped.</param>
internal readonly record struct RouteSnapshot(string Stage, long Routed, long Unrouted);
