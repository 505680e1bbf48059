using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Security;

/// <summary>
/// Turns a duplex byte stream into a channel to a known node. Thread-safe; one per node. Takes over the stream: whenever no channel is
/// returned, the stream is disposed. The deadline and the byte limit of <see cref="HandshakeOptions"/> start with the call.
/// </summary>
internal interface IChannelSecurity
{
    /// <summary>The node that we prove to be.</summary>
    NodeId Self { get; }

    /// <summary>The accepting side; any member may be the other end.</summary>
    /// <param name="stream">Fresh from the transport, not one byte read.</param>
    /// <param name="cancellationToken">Ends the handshake by exception; the stream is disposed.</param>
    ValueTask<HandshakeResult> AcceptAsync(Stream stream, CancellationToken cancellationToken);

    /// <summary>The dialling side. Success does not mean that the other side accepted us: only its READY says that.</summary>
    /// <param name="stream">Fresh from the transport, not one byte read.</param>
    /// <param name="expected">The node that must answer.</param>
    /// <param name="cancellationToken">Ends the handshake by exception; the stream is disposed.</param>
    ValueTask<HandshakeResult> DialAsync(Stream stream, NodeId expected, CancellationToken cancellationToken);
}
