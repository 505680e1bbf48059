namespace Tidings.Node.Bench.Processes;

/// <summary>How the node of a child is. Immutable.</summary>
/// <param name="Counters">What it has moved and used.</param>
/// <param name="Condition">Why deliveries may be missing, as the end of a sentence.</param>
internal sealed record ChildState(SubjectCounters Counters, string Condition);
