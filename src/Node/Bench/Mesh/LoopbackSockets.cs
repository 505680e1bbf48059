using System.Net;
using System.Net.Sockets;
using Tidings.Runtime.Transport.Tcp;

namespace Tidings.Node.Bench.Mesh;

/// <summary>Sockets on loopback, set up as a node sets up its own.</summary>
internal static class LoopbackSockets
{
    private static readonly int BufferBytes = new TcpTransportOptions().SocketBufferBytes;

    /// <summary>A socket that is not connected yet.</summary>
    public static Socket Make()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        SetUp(socket);
        return socket;
    }

    /// <summary>Listens on a free port.</summary>
    /// <param name="backlog">Connections that wait to be accepted.</param>
    public static Socket Listen(int backlog)
    {
        var socket = Make();
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen(backlog);
        return socket;
    }

    public static void SetUp(Socket socket) => (socket.NoDelay, socket.SendBufferSize, socket.ReceiveBufferSize) = (true, BufferBytes, BufferBytes);
}
