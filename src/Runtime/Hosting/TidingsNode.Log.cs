using Microsoft.Extensions.Logging;
using Tidings.Blocks.Peers;
using Tidings.Runtime.Telemetry;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Hosting;

internal sealed partial class TidingsNode
{
    [LoggerMessage(EventIds.NodeStarted, LogLevel.Information, "Node {Id} listens on {Address} for subnet '{Subnet}'.")]
    private partial void LogStarted(NodeId id, NodeAddress address, string subnet);

    [LoggerMessage(EventIds.NodeStopped, LogLevel.Information, "Node {Id} has stopped; nothing was given up.")]
    private partial void LogStopped(NodeId id);

    [LoggerMessage(EventIds.NodeAbandoned, LogLevel.Warning, "Node {Id} has stopped and gave up {Items} items on edges, {Stages} stages at work and {Messages} unsent messages.")]
    private partial void LogAbandoned(NodeId id, int items, int stages, long messages);

    [LoggerMessage(EventIds.NodeStuck, LogLevel.Error, "Node {Id} has stopped, but something in it does not end and is left behind: does a membership source or a transport ignore its cancellation?")]
    private partial void LogStuck(NodeId id);
}
