using System.Net;
using System.Net.Sockets;

namespace Tidings.Runtime.Transport.Tcp;

/// <summary>One connected socket.</summary>
internal sealed class TcpConnection : IDuplexConnection
{
    private readonly Socket _socket;

    public TcpConnection(Socket socket)
    {
        _socket = socket;
        RemoteAddress = NodeAddress.From((IPEndPoint)socket.RemoteEndPoint!);
        Stream = new NetworkStream(socket, ownsSocket: true);
    }

    public Stream Stream { get; }

    public NodeAddress RemoteAddress { get; }

    public void Abort()
    {
        try
        {
            // A linger time of zero sends RST: nothing that waits is sent, no port is left in TIME_WAIT. The stream's own disposal would
            // shut down in order first, hence the socket's.
            _socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed already: there is nothing left to cut short.
        }

        _socket.Dispose();
    }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
