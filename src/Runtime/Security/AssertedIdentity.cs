using Tidings.Blocks;
using Tidings.Blocks.Peers;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Security;

/// <summary>
/// Identities without proof: each side writes its id, 32 bytes, and is believed; nothing is encrypted. For nodes in one process only
/// (embedding, tests, simulation), where TLS would cost time and prove nothing. Membership, deadline and byte limit hold as in TLS.
/// </summary>
internal sealed class AssertedIdentity(NodeId self, Func<NodeId, bool> isMember, HandshakeOptions options, TimeProvider time) : IChannelSecurity
{
    public NodeId Self { get; } = self;

    public ValueTask<HandshakeResult> AcceptAsync(Stream stream, CancellationToken cancellationToken) => ExchangeAsync(stream, null, cancellationToken);

    public ValueTask<HandshakeResult> DialAsync(Stream stream, NodeId expected, CancellationToken cancellationToken) =>
        ExchangeAsync(stream, expected, cancellationToken);

    private ValueTask<HandshakeResult> ExchangeAsync(Stream stream, NodeId? expected, CancellationToken cancellationToken)
    {
        var guard = new ReadyGuard(stream, options, time);
        var check = new PinnedKeyCheck(Self, isMember, expected);
        return GuardedHandshake.RunAsync(guard, guard.Stream, token => SwapAsync(guard.Stream, check, token), cancellationToken);
    }

    private async Task<HandshakeStep> SwapAsync(Stream stream, PinnedKeyCheck check, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Self.Hash.ToArray(), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        var theirs = new byte[Hash256.Length];
        await stream.ReadFullAsync(theirs, cancellationToken);
        var peer = new NodeId(theirs);
        return new HandshakeStep(peer, check.Refuse(peer));
    }
}
