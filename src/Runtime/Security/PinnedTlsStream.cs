using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Security;

/// <summary>
/// One TLS connection with its own verdict about the other side's key. The options, which are costly to build, are shared by all; their
/// callback finds its connection through the sender.
/// </summary>
internal sealed class PinnedTlsStream(Stream inner, PinnedKeyCheck check) : SslStream(inner, leaveInnerStreamOpen: false)
{
    /// <summary>Whose key was shown.</summary>
    public NodeId? Peer { get; private set; }

    /// <summary>Why the key was refused; null when it was taken, or not seen yet.</summary>
    public HandshakeRefusal? Refusal { get; private set; }

    /// <summary>The callback of all connections. Never throws: an exception in it would leave the handshake raw.</summary>
    public static bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var stream = (PinnedTlsStream)sender;
        (stream.Refusal, stream.Peer) = stream.Judge(certificate, errors);
        return stream.Refusal is null;
    }

    private (HandshakeRefusal?, NodeId?) Judge(X509Certificate? certificate, SslPolicyErrors errors)
    {
        // "Required" only asks: without this test a client that sends no certificate would be let in.
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return (HandshakeRefusal.NoCertificate, null);
        }

        if (certificate is not X509Certificate2 shown || !P256Key.TryGetNodeId(shown, out var peer))
        {
            return (HandshakeRefusal.WrongKeyType, null);
        }

        return (check.Refuse(peer), peer);
    }
}
