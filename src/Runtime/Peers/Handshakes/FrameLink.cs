using Tidings.Blocks.Limits;
using Tidings.Blocks.Wire;
using Tidings.Runtime.Peers.Lanes;
using Tidings.Runtime.Security;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Peers.Handshakes;

/// <summary>One connection with everything that reads and writes on it: first the handshake's, then the lane's. Owned by one of them at a time.</summary>
internal sealed class FrameLink : IAsyncDisposable
{
    private readonly IDuplexConnection _connection;

    public FrameLink(IDuplexConnection connection, CountedStream counted, SecureChannel channel, IWireCodec codec, FrameCaps caps, IBufferSource buffers)
    {
        _connection = connection;
        Counted = counted;
        Channel = channel;
        Codec = codec;
        Reader = new FrameReader(channel.Stream, caps, buffers, channel.Peer);
        Writer = new FrameWriter(channel.Stream, codec, caps);
    }

    public CountedStream Counted { get; }

    public SecureChannel Channel { get; }

    public FrameReader Reader { get; }

    public FrameWriter Writer { get; }

    public IWireCodec Codec { get; }

    public NodeAddress RemoteAddress => _connection.RemoteAddress;

    /// <summary>Ends reads and writes under way. From any thread.</summary>
    public void Abort() => _connection.Abort();

    public async ValueTask DisposeAsync()
    {
        try
        {
            Reader.Dispose();
            await Channel.DisposeAsync();
            await _connection.DisposeAsync();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The other side was quicker; there is nothing left to close.
            _connection.Abort();
        }
    }
}
