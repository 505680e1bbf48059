using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Tidings.Runtime.Transport.Tcp;

/// <summary>TCP over IPv4 and IPv6. Sizes of buffers are set before the connection is made, while the window scale is still open.</summary>
internal sealed class TcpTransport : ITransport
{
    private readonly TcpTransportOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<TcpTransport> _logger;

    public TcpTransport(TcpTransportOptions options, TimeProvider time, ILogger<TcpTransport> logger)
    {
        OptionMistakes.ThrowIfAny(options.Mistakes(), nameof(options));
        _options = options;
        _time = time;
        _logger = logger;
    }

    public async ValueTask<IDuplexConnection> ConnectAsync(NodeAddress address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        var literal = IPAddress.TryParse(address.Host, out var ip) ? ip : null;
        Socket? socket = null;
        try
        {
            socket = _options.CreateSocket(literal?.AddressFamily);
            EndPoint target = literal is null ? new DnsEndPoint(address.Host, address.Port) : new IPEndPoint(literal, address.Port);
            await socket.ConnectAsync(target, cancellationToken);
            return new TcpConnection(socket);
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            throw new IOException($"{address} cannot be reached: {e.Message}", e);
        }
        catch
        {
            socket?.Dispose();
            throw;
        }
    }

    public async ValueTask<ITransportListener> ListenAsync(NodeAddress address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        Socket? socket = null;
        try
        {
            var ip = await ResolveLocalAsync(address.Host, cancellationToken);
            socket = _options.CreateSocket(ip.AddressFamily);
            if (ip.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(new IPEndPoint(ip, address.Port));
            socket.Listen(_options.ListenBacklog);
            return new TcpTransportListener(socket, _options, _time, _logger);
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            throw new IOException($"Cannot listen on {address}: {e.Message}", e);
        }
    }

    private static async ValueTask<IPAddress> ResolveLocalAsync(string host, CancellationToken cancellationToken) =>
        IPAddress.TryParse(host, out var ip) ? ip : (await Dns.GetHostAddressesAsync(host, cancellationToken))[0];
}
