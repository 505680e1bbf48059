namespace Tidings.Runtime.Transport;

/// <summary>
/// Duplex byte streams between nodes: reliable, ordered, unencrypted. Knows nothing of identities, TLS or the protocol.
/// Implementations are thread-safe. A node chooses exactly one.
/// </summary>
public interface ITransport
{
    /// <summary>Opens a stream to a listener.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="cancellationToken">Ends the attempt; the half-open stream is closed.</param>
    /// <exception cref="IOException">Nobody can be reached there; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The token asked.</exception>
    ValueTask<IDuplexConnection> ConnectAsync(NodeAddress address, CancellationToken cancellationToken);

    /// <summary>Starts to listen. From the return on, dials to the listener's address succeed, up to its backlog.</summary>
    /// <param name="address">Where to listen; port 0 takes a free one, which the listener then tells.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="IOException">The address is taken or is not one of this machine; the message says which.</exception>
    /// <exception cref="OperationCanceledException">The token asked.</exception>
    ValueTask<ITransportListener> ListenAsync(NodeAddress address, CancellationToken cancellationToken);
}
