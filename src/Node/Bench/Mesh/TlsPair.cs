using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Tidings.Runtime.Transport.Tcp;

namespace Tidings.Node.Bench.Mesh;

/// <summary>Both ends of one connection over loopback: mutual TLS 1.3 on sockets that are set up as a node sets up its own.</summary>
internal sealed class TlsPair : IAsyncDisposable
{
    private static readonly int SocketBufferBytes = new TcpTransportOptions().SocketBufferBytes;

    private readonly SentBytesStream _counts1;
    private readonly SentBytesStream _counts2;

    private TlsPair(Socket dialled, Socket accepted)
    {
        _counts1 = new SentBytesStream(new NetworkStream(dialled, ownsSocket: true));
        _counts2 = new SentBytesStream(new NetworkStream(accepted, ownsSocket: true));
        Dialled = new SslStream(_counts1);
        Accepted = new SslStream(_counts2);
    }

    /// <summary>The end of whoever dialled.</summary>
    public SslStream Dialled { get; }

    /// <summary>The end of whoever listened.</summary>
    public SslStream Accepted { get; }

    /// <summary>Bytes written to both sockets.</summary>
    public long Sent => _counts1.Sent + _counts2.Sent;

    public static async Task<TlsPair> ConnectAsync(PinnedCertificate dialler, PinnedCertificate listener, CancellationToken cancellationToken)
    {
        using var listening = Sized();
        listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen(1);
        var dialled = Sized();
        var accepting = listening.AcceptAsync(cancellationToken);
        await dialled.ConnectAsync(listening.LocalEndPoint!, cancellationToken);
        var accepted = await accepting;
        (accepted.NoDelay, accepted.SendBufferSize, accepted.ReceiveBufferSize) = (true, SocketBufferBytes, SocketBufferBytes);
        var pair = new TlsPair(dialled, accepted);
        try
        {
            await Task.WhenAll(
                pair.Accepted.AuthenticateAsServerAsync(listener.Server(dialler), cancellationToken),
                pair.Dialled.AuthenticateAsClientAsync(dialler.Client(listener), cancellationToken));
            return pair;
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Dialled.DisposeAsync();
        await Accepted.DisposeAsync();
    }

    private static Socket Sized() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
        NoDelay = true,
        SendBufferSize = SocketBufferBytes,
        ReceiveBufferSize = SocketBufferBytes,
    };
}
