using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Security;

/// <summary>
/// A stream whose other end has proved to be <see cref="Peer"/>. Until <see cref="TryReady"/> succeeded the deadline and the byte limit of
/// the handshake still hold: the caller exchanges HELLO and READY under them. One reader and one writer at a time.
/// </summary>
internal sealed class SecureChannel(NodeId peer, Stream stream, ReadyGuard guard) : IAsyncDisposable
{
    /// <summary>The pinned key of this very handshake.</summary>
    public NodeId Peer { get; } = peer;

    /// <summary>What is written here, only <see cref="Peer"/> reads.</summary>
    public Stream Stream { get; } = stream;

    /// <summary>Cancelled, and the stream closed, when <see cref="TryReady"/> was not called in time. Pass it to reads and writes before READY.</summary>
    public CancellationToken ReadyDeadline => guard.Deadline;

    /// <summary>Why reading ended before READY: <see cref="HandshakeRefusal.Timeout"/>, <see cref="HandshakeRefusal.TooManyBytes"/>, or null.</summary>
    public HandshakeRefusal? Tripped => guard.Tripped;

    /// <summary>The other side said READY: both bounds are lifted for good. Read nothing ahead before this call.</summary>
    /// <returns>False when the deadline came first: the stream is closed.</returns>
    public bool TryReady() => guard.TryReady();

    public ValueTask DisposeAsync()
    {
        guard.Dispose();
        return Stream.DisposeAsync();
    }
}
