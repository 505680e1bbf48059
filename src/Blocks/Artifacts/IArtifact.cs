namespace Tidings.Blocks.Artifacts;

/// <summary>Marks a type that is broadcast. Implementations are immutable: the decoded view is shared between threads.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface IArtifact<TSelf>
    where TSelf : IArtifact<TSelf>
{
    /// <summary>The kind's own order, for example a height. A function of the encoded bytes; 0 for kinds without an order.</summary>
    long Rank => 0;
}
