using Microsoft.Extensions.DependencyInjection;
using Tidings.Blocks.Peers;
using Tidings.Pipelines.DependencyInjection;
using Tidings.Runtime.DependencyInjection;
using Tidings.Simulation.Kernel;
using Tidings.Simulation.Nodes;
using Tidings.Simulation.Scenarios.Kinds;
using Tidings.Simulation.Scenarios.Playing;

namespace Tidings.Simulation.Scenarios;

/// <summary>A scenario on stage: its network, and what the run knows of each machine.</summary>
internal sealed class RunningScenario : IDisposable
{
    private readonly Dictionary<NodeId, int> _machines = [];
    private readonly List<(SimulatedHost Host, Task Task)> _begun = [];
    private readonly NodeTrouble[] _troubles;

    public RunningScenario(Scenario scenario)
    {
        Scenario = scenario;
        for (var node = 0; node < scenario.Nodes; node++)
        {
            _machines.Add(SimulatedIdentities.Of(node).Id, node);
        }

        Net = SimulatedNetwork.Create(scenario.Seed, scenario.Nodes, Register, Options(scenario));
        Book = new ScenarioBook(scenario, () => Net.Now);
        Traffic = new Traffic(Net.Fabric);
        Host = Net.World.CreateHost(-3, "scenario");
        _troubles = [.. Enumerable.Range(0, scenario.Nodes).Select(node => new NodeTrouble(Net.Faults, new RandomStream(scenario.Seed, $"validators {node}")))];
    }

    public Scenario Scenario { get; }

    public SimulatedNetwork Net { get; }

    public ScenarioBook Book { get; }

    /// <summary>What the nodes send.</summary>
    public Traffic Traffic { get; }

    /// <summary>Where the scenario's own steps run: publications, faults, looking whether all is done.</summary>
    public SimulatedHost Host { get; }

    /// <summary>What is wrong with the validators of a machine.</summary>
    public IReadOnlyList<NodeTrouble> Troubles => _troubles;

    /// <summary>Whether everything that was begun on nodes has ended, or died with its process.</summary>
    public bool IsIdle => _begun.TrueForAll(static work => work.Task.IsCompleted || work.Host.IsDead);

    /// <summary>What something that was begun on a node threw; null while nothing did.</summary>
    public Exception? Fault => _begun.Find(static work => work.Task.IsFaulted).Task?.Exception?.InnerException;

    /// <summary>Begins work of the upper layer of a node, in the node's process.</summary>
    public void Begin(SimulatedNode node, Func<Task> work)
    {
        var host = node.Current.Host;
        _begun.Add((host, host.Start(work)));
    }

    /// <summary>Runs until work of the scenario has ended, which it does by itself.</summary>
    public void Run(Func<Task> work, TimeSpan within)
    {
        var task = Host.Start(work);
        Net.RunUntil(() => task.IsCompleted, within);
        task.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        Traffic.Dispose();
        Net.Dispose();
    }

    private void Register(ITidingsBuilder builder)
    {
        builder.Services.AddSingleton(provider => _troubles[MachineOf(provider)]);
        builder.Services.AddSingleton(provider => Book.Of(MachineOf(provider)));
        builder.AddSwarm();
    }

    private int MachineOf(IServiceProvider provider) => _machines[provider.GetRequiredService<ChosenIdentity>().Identity.Id];

    private static SimulationOptions Options(Scenario scenario)
    {
        var options = new SimulationOptions { Link = scenario.Link, Tls = scenario.Tls };
        options.Configuration["Topology"] = scenario.Topology;
        foreach (var (key, value) in scenario.Configuration.Concat(FullPools.Options(scenario)))
        {
            options.Configuration[key] = value;
        }

        return options;
    }
}
