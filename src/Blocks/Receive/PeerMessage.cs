using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Receive;

/// <summary>What leaves the receive stage: a decoded message of a peer, or a change in who is connected. Routed by its content.</summary>
public abstract class PeerMessage
{
    /// <summary>The kind that a decoded message belongs to, or null for a change in who is connected.</summary>
    public abstract string? Kind { get; }
}

/// <summary>A decoded message. Its memory refers to <paramref name="buffer"/>, which the one stage that takes it disposes.</summary>
internal sealed class DecodedMessage(NodeId peer, long session, int lane, string kind, WireMessage body, RentedBuffer buffer)
    : PeerMessage, IDisposable
{
    public NodeId Peer => peer;

    public long Session => session;

    public int Lane => lane;

    public override string Kind => kind;

    public WireMessage Body => body;

    public RentedBuffer Buffer => buffer;

    public void Dispose() => buffer.Dispose();
}

/// <summary>A change in who is connected; every branch and the bandwidth stage take it.</summary>
internal sealed class PeerChanged(PeerEvent change) : PeerMessage
{
    public override string? Kind => null;

    public PeerEvent Event => change;
}
