using Microsoft.Extensions.DependencyInjection;
using Tidings.Runtime.Transport;
using Tidings.Simulation;

namespace Simulation.Tests.PlantedBugs;

/// <summary>What is wrong with a process as a whole.</summary>
internal static class ProcessDefects
{
    /// <summary>A dial that failed is tried again at once, below the backoff.</summary>
    public static void DialsAgainAtOnce(SimulatedNode node) => node.Configure(static services =>
    {
        var right = services.Last(static service => service.ServiceType == typeof(ITransport)).ImplementationFactory!;
        services.AddSingleton<ITransport>(provider => new Impatient((ITransport)right(provider)));
    });

    private sealed class Impatient(ITransport right) : ITransport
    {
        public async ValueTask<IDuplexConnection> ConnectAsync(NodeAddress address, CancellationToken cancellationToken)
        {
            try
            {
                return await right.ConnectAsync(address, cancellationToken);
            }
            catch (IOException)
            {
                return await right.ConnectAsync(address, cancellationToken);
            }
        }

        public ValueTask<ITransportListener> ListenAsync(NodeAddress address, CancellationToken cancellationToken) => right.ListenAsync(address, cancellationToken);
    }
}
