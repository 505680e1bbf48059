using Microsoft.Extensions.DependencyInjection;
using Tidings.Pipelines.Composition;
using Tidings.Runtime.DependencyInjection;
using Tidings.Runtime.Hosting;
using Tidings.Simulation.Checks.Records;
using Tidings.Simulation.Kernel;
using Tidings.Simulation.Trace;

namespace Tidings.Simulation.Nodes;

/// <summary>One life of a node: a process with its host and its container.</summary>
internal sealed class Incarnation : IDisposable
{
    private readonly ServiceProvider _provider;

    /// <param name="world">Where it lives.</param>
    /// <param name="host">Its process.</param>
    /// <param name="provider">Its container, which belongs to this.</param>
    /// <param name="record">The observer of its graph.</param>
    public Incarnation(World world, SimulatedHost host, ServiceProvider provider, LifeRecord record)
    {
        _provider = provider;
        Host = host;
        Record = record;
        Node = provider.GetRequiredService<TidingsNode>();
        var graph = provider.GetRequiredService<NodeGraph>();
        Pools = new PoolTrace(world, host, graph.Branches);
        record.Attach(graph, provider.GetRequiredService<RuntimeOptions>().Sessions);
    }

    public SimulatedHost Host { get; }

    /// <summary>What the checkers have seen of it.</summary>
    public LifeRecord Record { get; }

    public IServiceProvider Services => _provider;

    public TidingsNode Node { get; }

    public PoolTrace Pools { get; }

    /// <summary>How its start went, what it had stored included.</summary>
    public Task Started { get; private set; } = Task.CompletedTask;

    /// <summary>Starts the node; then its upper layer publishes what it had stored.</summary>
    public void Start(IReadOnlyList<StoredPool> stored) => Started = Host.Start(async () =>
    {
        await Node.StartAsync(CancellationToken.None);
        foreach (var pool in stored)
        {
            await pool.PublishAsync(_provider);
        }
    });

    /// <summary>Stops the node as its host would.</summary>
    public Task StopAsync()
    {
        Host.IsStopping = true;
        return Host.Start(() => Node.StopAsync(CancellationToken.None));
    }

    /// <summary>Only after the run: what is left of a killed process is freed without its help.</summary>
    public void Dispose() => _provider.Dispose();
}
