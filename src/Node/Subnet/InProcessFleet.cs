using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tidings.Node.Hosting;

namespace Tidings.Node.Subnet;

/// <summary>All nodes in this process, each with its own container, identity, pools and TLS; they share the code and nothing else.</summary>
internal sealed class InProcessFleet : IFleet
{
    private readonly List<IHost> _hosts = [];

    public IReadOnlyList<IFleetNode> Nodes => _hosts.ConvertAll(host => (IFleetNode)host.Services.GetRequiredService<LocalNode>());

    public bool IsSeparateProcesses => false;

    /// <summary>Each node's container.</summary>
    public IReadOnlyList<IServiceProvider> Containers => _hosts.ConvertAll(host => host.Services);

    /// <summary>Starts a node for each configuration.</summary>
    public static async Task<InProcessFleet> StartAsync(IEnumerable<string> configurations, LogLevel level, CancellationToken cancellationToken)
    {
        var fleet = new InProcessFleet();
        try
        {
            foreach (var path in configurations)
            {
                fleet._hosts.Add(NodeHost.Build(ConfigurationFile.Load(path), level));
            }

            await Task.WhenAll(fleet._hosts.Select(host => host.StartAsync(cancellationToken)));
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_hosts.Select(host => host.StopAsync()));
        _hosts.ForEach(host => host.Dispose());
    }
}
