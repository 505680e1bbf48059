using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Publish;

/// <summary>What one neighbour has of a published artifact.</summary>
/// <param name="Peer">The neighbour.</param>
/// <param name="State">How far it is.</param>
public readonly record struct PeerReceipt(NodeId Peer, ReceiptState State);

/// <summary>How far a published artifact is with a neighbour.</summary>
public enum ReceiptState
{
    /// <summary>Connected, and not told yet.</summary>
    Pending,

    /// <summary>The advert, or the pushed artifact, was handed to its connection.</summary>
    Told,

    /// <summary>It said that it has validated the artifact and serves it.</summary>
    Held,
}
