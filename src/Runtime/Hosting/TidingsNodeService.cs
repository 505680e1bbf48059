using Microsoft.Extensions.Hosting;

namespace Tidings.Runtime.Hosting;

/// <summary>The node under a host: the host's start waits until it listens, the host's stop until it has drained.</summary>
internal sealed class TidingsNodeService(TidingsNode node) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => node.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => node.StopAsync(cancellationToken);
}
