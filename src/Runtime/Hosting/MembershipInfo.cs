namespace Tidings.Runtime.Hosting;

/// <summary>The membership as a node sees it at one moment. Immutable.</summary>
/// <param name="Version">The version in force; null before the first list.</param>
/// <param name="Hash">Hash over its members, lower-case hexadecimal; empty before the first list. Nodes with the same one agree.</param>
/// <param name="Members">Number of members, this node included if it is one.</param>
/// <param name="Overlap">The version before, while it is still valid; otherwise null.</param>
public sealed record MembershipInfo(ulong? Version, string Hash, int Members, ulong? Overlap);
