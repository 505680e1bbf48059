using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Security;

/// <summary>What came of a handshake: a channel, or a reason with words for the operator. A peer's mistakes are values, never exceptions.</summary>
internal sealed class HandshakeResult
{
    private HandshakeResult(SecureChannel? channel, HandshakeRefusal? refusal, NodeId? peer, string detail)
    {
        Channel = channel;
        Refusal = refusal;
        Peer = peer;
        Detail = detail;
    }

    /// <summary>The channel, still bound by the deadline and the byte limit until <see cref="SecureChannel.TryReady"/>; null when refused.</summary>
    public SecureChannel? Channel { get; }

    /// <summary>The reason; null when established.</summary>
    public HandshakeRefusal? Refusal { get; }

    /// <summary>Whose key was shown, also when it was refused; null when the handshake did not come that far.</summary>
    public NodeId? Peer { get; }

    /// <summary>One sentence for the log; empty when established.</summary>
    public string Detail { get; }

    [MemberNotNullWhen(true, nameof(Channel), nameof(Peer))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Established => Channel is not null;

    public static HandshakeResult Success(SecureChannel channel) => new(channel, null, channel.Peer, string.Empty);

    public static HandshakeResult Refused(HandshakeRefusal refusal, NodeId? peer, string detail) => new(null, refusal, peer, detail);
}
