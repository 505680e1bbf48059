using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Bandwidth;

/// <summary>What reaches the bandwidth stage.</summary>
public abstract record BandwidthInput;

/// <summary>Which stage of which kind wants to send. One per branch and role.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Role">Its stage.</param>
internal readonly record struct Flow(string Kind, FlowRole Role);

/// <summary>The stages that send, in order of precedence: what is small and steers others goes before bulk.</summary>
internal enum FlowRole
{
    Download,
    Publish,
    Serve,
}

/// <summary>
/// What a flow has for a peer now. Replaces the flow's earlier demand for that peer and lane; 0 bytes takes it back. At most one grant answers it;
/// the flow says again what is left.
/// </summary>
internal sealed record Demand(Flow Flow, NodeId Peer, long Session, int Lane, FetchPriority Class, int Bytes) : BandwidthInput;

/// <summary>
/// A message for which room was granted. At most the granted bytes; what is less is given back when it passes, unless more messages under the same
/// grant follow it: many small chunks then cost one grant.
/// </summary>
internal sealed record OutboundMessage(
    Flow Flow, NodeId Peer, long Session, int Lane, FetchPriority Class, WireMessage Message, int Bytes, bool MoreFollow = false) : BandwidthInput, IDisposable
{
    /// <summary>Gives the content of a chunk back. Called once, by whoever is last to hold the message: the lane that wrote it, or the stage that drops it.</summary>
    public void ReleaseLease() => (Message as ChunkMessage)?.Lease?.Release();

    public void Dispose() => ReleaseLease();
}

/// <summary>A grant that is given back unused (its reason went away), in bytes.</summary>
internal sealed record GrantReturned(Flow Flow, NodeId Peer, long Session, int Lane, int Bytes) : BandwidthInput;

/// <summary>A peer or lane came or went.</summary>
internal sealed record BandwidthPeer(PeerEvent Event) : BandwidthInput;

/// <summary>Lanes have written bytes to their sockets. A signal.</summary>
internal sealed record RoomFreed(List<LaneRoom> Lanes) : BandwidthInput;

/// <summary>A timer is due. A signal.</summary>
internal sealed record BandwidthWake : BandwidthInput;

/// <summary>The <see cref="OutboundMessage.Bytes"/> of the messages that a lane wrote since last said.</summary>
internal readonly record struct LaneRoom(NodeId Peer, long Session, int Lane, long Bytes);
