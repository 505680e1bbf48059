using Tidings.Blocks;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Receive;
using Tidings.Pipelines.Graph;
using Tidings.Runtime.Peers;

namespace Tidings.Runtime.Hosting;

/// <summary>The running graph as the sessions see it.</summary>
internal sealed class GraphPort(GraphEntry<Inbound> receive, Signal<RoomFreed> room) : IGraphPort
{
    public ValueTask<bool> ReceiveAsync(Inbound inbound, CancellationToken cancellationToken) => receive.WriteAsync(inbound, cancellationToken);

    public void RoomFreed(RoomFreed freed) => room.Raise(freed);
}
