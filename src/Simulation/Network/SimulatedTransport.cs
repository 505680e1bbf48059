using Tidings.Runtime.Transport;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Network;

/// <summary>The way of one process into the fabric.</summary>
internal sealed class SimulatedTransport(Fabric fabric, SimulatedHost host) : ITransport
{
    public ValueTask<IDuplexConnection> ConnectAsync(NodeAddress address, CancellationToken cancellationToken) => fabric.ConnectAsync(host, address, cancellationToken);

    public ValueTask<ITransportListener> ListenAsync(NodeAddress address, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ITransportListener>(fabric.Listen(host, address.Port));
}
