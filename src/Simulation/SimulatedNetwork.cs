using System.Collections.Immutable;
using Tidings.Pipelines.DependencyInjection;
using Tidings.Pipelines.Graph;
using Tidings.Runtime.Membership;
using Tidings.Simulation.Checks;
using Tidings.Simulation.Checks.Records;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;
using Tidings.Simulation.Network;
using Tidings.Simulation.Nodes;
using Tidings.Simulation.Trace;

namespace Tidings.Simulation;

/// <summary>
/// A subnet in virtual time: the production registration of each node, on a simulated network, clock and scheduler. One seed is one history. The calling
/// thread waits while the network runs, so these methods are synchronous on purpose. Not thread-safe; one network runs at a time in a process.
/// </summary>
public sealed partial class SimulatedNetwork : IDisposable
{
    private static readonly TimeSpan RunMax = TimeSpan.FromHours(1);

    private static readonly string[] FaultNames = [.. Enum.GetNames<FaultKind>().Select(static name => $"fault: {name}")];

    private readonly World _world;
    private readonly SimulatedHost _harness;
    private readonly NodeRegistration _registration;
    private readonly SimulationOptions _options;
    private readonly SimulatedNode[] _nodes;
    private readonly Checkers _checkers;

    private SimulatedNetwork(long seed, int nodes, Action<ITidingsBuilder> register, SimulationOptions options)
    {
        _options = options;
        _world = new World(seed) { AfterStep = AfterStep };
        _harness = _world.CreateHost(-2, "harness");
        Faults = new FaultCounter(kind => _world.Note(-1, FaultNames[(int)kind]));
        Fabric = new Fabric(_world, nodes, options, Faults);
        var members = Enumerable.Range(0, nodes).Select(static index => new Member(SimulatedIdentities.Of(index).Id, ImmutableArray.Create(Fabric.AddressOf(index))));
        _registration = new NodeRegistration(register, options, Fabric, new MembershipList(1, members));
        _nodes = [.. Enumerable.Range(0, nodes).Select(index => new SimulatedNode(index, SimulatedIdentities.Of(index).Id, this))];
        _checkers = new Checkers(this, _world, options.Tls);
        Fabric.Dialled = (from, to) => _nodes[from].Record.Dialled(_nodes[to].Id);
    }

    /// <summary>The nodes, by number.</summary>
    public IReadOnlyList<SimulatedNode> Nodes => _nodes;

    /// <summary>Time since the network began.</summary>
    public TimeSpan Now => _world.Clock.Now;

    /// <summary>What the seed is, to write into a failure.</summary>
    public string Replay => $"seed {_world.Seed}";

    internal World World => _world;

    internal Fabric Fabric { get; }

    /// <summary>What really went wrong so far.</summary>
    internal FaultCounter Faults { get; }

    /// <summary>A node by its number.</summary>
    /// <param name="index">From 0.</param>
    public SimulatedNode this[int index] => _nodes[index];

    /// <summary>Puts a network together. Nothing runs before the first of the run methods.</summary>
    /// <param name="seed">Decides everything that chance decides.</param>
    /// <param name="nodes">How many, 1 to 4096.</param>
    /// <param name="register">The registration that a node has in production. What it says about transport, identity and members is replaced.</param>
    /// <param name="options">Null for the defaults.</param>
    public static SimulatedNetwork Create(long seed, int nodes, Action<ITidingsBuilder> register, SimulationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nodes, MembershipList.MembersMax);
        return new SimulatedNetwork(seed, nodes, register, options ?? new SimulationOptions());
    }

    /// <summary>Runs until the work has ended; rethrows what it threw.</summary>
    /// <param name="work">Started in the world; it must not block.</param>
    /// <param name="within">Virtual time. Default one hour.</param>
    /// <exception cref="TimeoutException">It did not end in that time.</exception>
    public void Run(Func<Task> work, TimeSpan? within = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        StartNodes();
        var task = _harness.Start(work);
        RunUntil(() => task.IsCompleted, within ?? RunMax);
        task.GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Run(Func{Task}, TimeSpan?)" />
    public T Run<T>(Func<Task<T>> work, TimeSpan? within = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        StartNodes();
        var task = _harness.Start(work);
        RunUntil(() => task.IsCompleted, within ?? RunMax);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Runs until the condition holds. It is asked after every step, on another thread, while this one waits.</summary>
    /// <param name="condition">Looks and changes nothing.</param>
    /// <param name="within">Virtual time.</param>
    /// <exception cref="TimeoutException">It does not hold in that time.</exception>
    public void RunUntil(Func<bool> condition, TimeSpan within)
    {
        ArgumentNullException.ThrowIfNull(condition);
        StartNodes();
        if (!_world.RunUntil(condition, Now + within))
        {
            _checkers.ThrowIfStalled();
            throw NotSo(within);
        }
    }

    /// <summary>Runs everything that happens in this much virtual time.</summary>
    /// <param name="time">From now.</param>
    public void RunFor(TimeSpan time)
    {
        StartNodes();
        _world.RunTo(Now + time);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _checkers.Dispose();
        foreach (var node in _nodes)
        {
            node.Dispose();
        }
    }

    private void AfterStep(SimulatedHost host)
    {
        if (host.Index >= 0 && !host.IsDead)
        {
            _nodes[host.Index].Current.Pools.Look();
            _checkers.AfterStep(host);
        }
    }

    private void StartNodes()
    {
        foreach (var node in _nodes.Where(static node => node.Starts == 0))
        {
            node.Start();
        }
    }

    internal Incarnation Make(SimulatedNode node, int life)
    {
        var host = _world.CreateHost(node.Index, $"node {node.Index}");
        host.Clock.Rate = node.ClockRate;
        host.Clock.DateOffset = node.DateOffset;
        var seed = new RandomStream(_world.Seed, $"node {node.Index} life {life}").Next();
        var record = new LifeRecord(() => _world.Clock.Now);
        var watch = new GraphWatch(new EdgeObservers(new EdgeTrace(_world, host), record), _options.MessagesPerTask);
        return new Incarnation(_world, host, _registration.Build(node, host, seed, watch, new CapturedLog(_world, node.Index)), record);
    }
}
