using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Tidings.Runtime.Telemetry;

namespace Tidings.Runtime.Transport.Tcp;

internal sealed partial class TcpTransportListener
{
    [LoggerMessage(EventIds.AcceptDelayed, LogLevel.Warning, "Listening on {Address}: connections cannot be accepted ({Error}); trying again until it passes.")]
    private partial void LogAcceptDelayed(NodeAddress address, SocketError error);
}
