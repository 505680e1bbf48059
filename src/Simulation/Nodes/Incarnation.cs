using Microsoft.Extensions.DependencyInjection;
using Tidings.Pipelines.Composition;
using Tidings.Runtime.Hosting;
using Tidings.Simulation.Kernel;
using Tidings.Simulation.Trace;

namespace Tidings.Simulation.Nodes;

/// <summary>One life of a node: a process with its host and its container.</summary>
internal sealed class Incarnation(World world, SimulatedHost host, ServiceProvider provider) : IDisposable
{
    public SimulatedHost Host => host;

    public IServiceProvider Services => provider;

    public TidingsNode Node { get; } = provider.GetRequiredService<TidingsNode>();

    public PoolTrace Pools { get; } = new(world, host, provider.GetRequiredService<NodeGraph>().Branches);

    /// <summary>How its start went.</summary>
    public Task Started { get; private set; } = Task.CompletedTask;

    public void Start() => Started = host.Start(() => Node.StartAsync(CancellationToken.None));

    /// <summary>Only after the run: what is left of a killed process is freed without its help.</summary>
    public void Dispose() => provider.Dispose();
}
