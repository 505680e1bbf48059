namespace Tidings.Simulation.Baselines;

/// <summary>What one node of the models tells another at once, about the one topic that there is. Immutable.</summary>
internal sealed record Rpc
{
    /// <summary>The sender wants messages of the topic.</summary>
    public bool IsSubscription { get; init; }

    public IReadOnlyList<PublishedMessage> Messages { get; init; } = [];

    /// <summary>IHAVE: messages that the sender has seen lately.</summary>
    public IReadOnlyList<MessageId> Have { get; init; } = [];

    /// <summary>IWANT: messages that the sender asks for.</summary>
    public IReadOnlyList<MessageId> Want { get; init; } = [];

    /// <summary>GRAFT: the receiver is in the sender's mesh now.</summary>
    public bool IsGraft { get; init; }

    /// <summary>PRUNE: it is not any more, and may ask again after this time.</summary>
    public TimeSpan? PruneBackoff { get; init; }

    public bool IsEmpty => !IsSubscription && Messages.Count == 0 && Have.Count == 0 && Want.Count == 0 && !IsGraft && PruneBackoff is null;
}
