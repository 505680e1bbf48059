using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Tidings.Runtime.Transport.Tcp;

/// <summary>A listening socket whose accepting survives trouble of single connections and of the process.</summary>
internal sealed partial class TcpTransportListener : ITransportListener
{
    private readonly Socket _socket;
    private readonly TcpTransportOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private bool _delayed;
    private volatile bool _disposed;

    public TcpTransportListener(Socket socket, TcpTransportOptions options, TimeProvider time, ILogger logger)
    {
        _socket = socket;
        _options = options;
        _time = time;
        _logger = logger;
        LocalAddress = NodeAddress.From((IPEndPoint)socket.LocalEndPoint!);
    }

    public NodeAddress LocalAddress { get; }

    public async ValueTask<IDuplexConnection?> AcceptAsync(CancellationToken cancellationToken)
    {
        while (!_disposed)
        {
            try
            {
                var connection = Wrap(await _socket.AcceptAsync(cancellationToken));
                _delayed = false;
                if (connection is not null)
                {
                    return connection;
                }
            }
            catch (Exception e) when (_disposed && e is SocketException or ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException e)
            {
                if (!_delayed)
                {
                    _delayed = true;
                    LogAcceptDelayed(LocalAddress, e.SocketErrorCode);
                }

                await Task.Delay(_options.AcceptRetryDelay, _time, cancellationToken);
            }
        }

        return null;
    }

    public ValueTask DisposeAsync()
    {
        _disposed = true;
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private TcpConnection? Wrap(Socket accepted)
    {
        try
        {
            _options.Apply(accepted);
            return new TcpConnection(accepted);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // The dialler went away between its SYN and now: not our trouble.
            accepted.Dispose();
            return null;
        }
    }
}
