using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Receive;

/// <summary>What a session hands to the graph: frames and changes of who is connected, in one order per peer and lane.</summary>
public abstract record Inbound;

/// <summary>A frame as it came off a lane, undecoded; whoever takes it owns the buffer.</summary>
internal sealed record InboundFrame(NodeId Peer, long Session, int Lane, FrameType Type, RentedBuffer Body) : Inbound, IDisposable
{
    public void Dispose() => Body.Dispose();
}

/// <summary>A change in who is connected.</summary>
internal sealed record InboundPeer(PeerEvent Event) : Inbound;
