namespace Tidings.Simulation.Baselines;

/// <summary>Names a message of the models: who made it, and which of his it is.</summary>
internal readonly record struct MessageId(int Author, ulong Sequence);
