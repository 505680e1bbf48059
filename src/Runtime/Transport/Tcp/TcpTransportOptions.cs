using System.Net.Sockets;

namespace Tidings.Runtime.Transport.Tcp;

/// <summary>How TCP sockets are set up. Read when a socket is made.</summary>
public sealed class TcpTransportOptions
{
    /// <summary>Kernel buffer per socket and direction. Default 256 KiB; 16 KiB to 16 MiB. Explicit, because the kernel's own tuning has no bound that we could count.</summary>
    public int SocketBufferBytes { get; set; } = 256 * 1024;

    /// <summary>Connections that the kernel keeps while we do not accept. Default 128; 1 to 65535. Twice the unauthenticated sockets: a burst of honest dials waits instead of being refused.</summary>
    public int ListenBacklog { get; set; } = 128;

    /// <summary>Wait before accepting again after trouble such as no free file descriptor. Default 100 ms; 1 ms to 10 s. Without it the loop would burn a core until one is free.</summary>
    public TimeSpan AcceptRetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Every value out of range, one sentence each; empty when all is well.</summary>
    internal IEnumerable<string> Mistakes()
    {
        if (SocketBufferBytes is < 16 * 1024 or > 16 * 1024 * 1024)
        {
            yield return $"{nameof(SocketBufferBytes)} is {SocketBufferBytes}; it must be 16384 to 16777216.";
        }

        if (ListenBacklog is < 1 or > 65535)
        {
            yield return $"{nameof(ListenBacklog)} is {ListenBacklog}; it must be 1 to 65535.";
        }

        if (AcceptRetryDelay < TimeSpan.FromMilliseconds(1) || AcceptRetryDelay > TimeSpan.FromSeconds(10))
        {
            yield return $"{nameof(AcceptRetryDelay)} is {AcceptRetryDelay}; it must be 1 ms to 10 s.";
        }
    }

    internal Socket CreateSocket(AddressFamily? family)
    {
        // Without a family the socket is dual: it reaches names that resolve to either.
        var socket = family is { } one
            ? new Socket(one, SocketType.Stream, ProtocolType.Tcp)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        Apply(socket);
        return socket;
    }

    internal void Apply(Socket socket)
    {
        socket.NoDelay = true;
        socket.SendBufferSize = SocketBufferBytes;
        socket.ReceiveBufferSize = SocketBufferBytes;
    }
}
