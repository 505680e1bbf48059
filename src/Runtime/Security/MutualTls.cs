using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Security;

/// <summary>
/// TLS 1.3 in which both sides prove their key and each pins the other's: the accepting side to the membership, the dialling side to the
/// one node it called. Names, issuers and dates of certificates are ignored.
/// </summary>
internal sealed class MutualTls : IChannelSecurity
{
    private readonly TlsOptions _tls;
    private readonly Func<NodeId, bool> _isMember;
    private readonly HandshakeOptions _options;
    private readonly TimeProvider _time;

    /// <param name="identity">Ours; must outlive this object.</param>
    /// <param name="isMember">Who may connect; called from any thread, once per handshake.</param>
    /// <param name="options">The bounds until READY.</param>
    /// <param name="time">The clock of the deadline.</param>
    public MutualTls(NodeIdentity identity, Func<NodeId, bool> isMember, HandshakeOptions options, TimeProvider time)
    {
        OptionMistakes.ThrowIfAny(options.Mistakes(), nameof(options));
        _tls = new TlsOptions(identity);
        _isMember = isMember;
        _options = options;
        _time = time;
        Self = identity.Id;
    }

    public NodeId Self { get; }

    public ValueTask<HandshakeResult> AcceptAsync(Stream stream, CancellationToken cancellationToken) =>
        AuthenticateAsync(stream, null, (tls, token) => tls.AuthenticateAsServerAsync(_tls.Server, token), cancellationToken);

    public ValueTask<HandshakeResult> DialAsync(Stream stream, NodeId expected, CancellationToken cancellationToken) =>
        AuthenticateAsync(stream, expected, (tls, token) => tls.AuthenticateAsClientAsync(_tls.Client, token), cancellationToken);

    private async ValueTask<HandshakeResult> AuthenticateAsync(
        Stream stream, NodeId? expected, Func<PinnedTlsStream, CancellationToken, Task> authenticate, CancellationToken cancellationToken)
    {
        var guard = new ReadyGuard(stream, _options, _time);
        var tls = new PinnedTlsStream(guard.Stream, new PinnedKeyCheck(Self, _isMember, expected));
        return await GuardedHandshake.RunAsync(guard, tls, token => ProveAsync(tls, authenticate, token), cancellationToken);
    }

    private static async Task<HandshakeStep> ProveAsync(
        PinnedTlsStream tls, Func<PinnedTlsStream, CancellationToken, Task> authenticate, CancellationToken cancellationToken)
    {
        try
        {
            await authenticate(tls, cancellationToken);
        }
        catch (Exception) when (tls.Refusal is not null)
        {
            // SslStream reports our own refusal as an exception; the verdict says it better.
        }

        var refusal = tls.Refusal
            ?? (tls.Peer is null ? HandshakeRefusal.NoCertificate
            : tls.NegotiatedApplicationProtocol != TlsOptions.Protocol ? HandshakeRefusal.WrongProtocol
            : null);
        return new HandshakeStep(tls.Peer, refusal);
    }
}
