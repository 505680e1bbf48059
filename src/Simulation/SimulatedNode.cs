using Microsoft.Extensions.DependencyInjection;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Pipelines.Graph;
using Tidings.Pipelines.Publishing;
using Tidings.Runtime.Hosting;
using Tidings.Simulation.Checks.Records;
using Tidings.Simulation.Nodes;

namespace Tidings.Simulation;

/// <summary>One machine of a <see cref="SimulatedNetwork"/> and the node on it. Used by the thread that runs the network.</summary>
public sealed partial class SimulatedNode : IDisposable
{
    private readonly SimulatedNetwork _network;
    private readonly List<Incarnation> _lives = [];
    private readonly List<Action<GraphBlueprint>> _edits = [];
    private readonly List<Action<IServiceCollection>> _serviceEdits = [];
    private Incarnation? _current;

    internal SimulatedNode(int index, NodeId id, SimulatedNetwork network)
    {
        Index = index;
        Id = id;
        _network = network;
    }

    /// <summary>Its number in the network, from 0.</summary>
    public int Index { get; }

    /// <summary>Its id; the same number has the same id in every run.</summary>
    public NodeId Id { get; }

    /// <summary>Whether its process runs, paused or not.</summary>
    public bool IsUp => _lives.Count > 0 && !Current.Host.IsDead;

    /// <summary>Whether it keeps to the protocol. The checkers judge honest nodes, and what the others do to them.</summary>
    public bool IsHonest { get; private set; } = true;

    /// <summary>How often its process was started.</summary>
    public int Starts => _lives.Count;

    /// <summary>The node, to look at.</summary>
    public INode Node => Current.Node;

    internal Incarnation Current => _current ?? throw new InvalidOperationException($"Node {Index} has not started: run the network first.");

    internal SimulatedNetwork Network => _network;

    internal LifeRecord Record => Current.Record;

    internal IReadOnlyList<Action<GraphBlueprint>> Edits => _edits;

    internal IReadOnlyList<Action<IServiceCollection>> ServiceEdits => _serviceEdits;

    /// <summary>The node's broadcaster of a kind.</summary>
    /// <typeparam name="T">The artifact.</typeparam>
    public IBroadcaster<T> Broadcaster<T>()
        where T : IArtifact<T> => Get<IBroadcaster<T>>();

    /// <summary>The node's pool of a kind.</summary>
    /// <typeparam name="T">The artifact.</typeparam>
    public IPool<T> Pool<T>()
        where T : IArtifact<T> => Get<IPool<T>>();

    /// <summary>A service of the node's container.</summary>
    /// <typeparam name="T">The service.</typeparam>
    public T Get<T>()
        where T : notnull => Current.Services.GetRequiredService<T>();

    /// <summary>Edits the node's graph, in this life (before it starts) and in all later ones.</summary>
    /// <param name="edit">The edit, in the verbs of the graph.</param>
    /// <exception cref="InvalidOperationException">The node runs.</exception>
    public SimulatedNode Rewire(Action<GraphBlueprint> edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        if (IsUp)
        {
            throw new InvalidOperationException($"Node {Index} runs: a graph is edited before it starts. What is to change during a run is a gate or a fault that was put in before.");
        }

        _edits.Add(edit);
        return this;
    }

    /// <summary>Edits the node's graph so that it breaks the protocol: from now on it counts as Byzantine.</summary>
    /// <param name="edit">The edit, in the verbs of the graph.</param>
    /// <exception cref="InvalidOperationException">The node runs.</exception>
    public SimulatedNode Misbehave(Action<GraphBlueprint> edit)
    {
        Rewire(edit);
        IsHonest = false;
        return this;
    }

    /// <summary>Edits the node's container, after all registrations, in every life that begins from now on.</summary>
    internal SimulatedNode Configure(Action<IServiceCollection> edit)
    {
        _serviceEdits.Add(edit);
        return this;
    }

    internal void Start() => Start([]);

    /// <inheritdoc />
    public void Dispose() => _lives.ForEach(life => life.Dispose());

    private void Start(IReadOnlyList<StoredPool> stored)
    {
        var life = _network.Make(this, _lives.Count);
        _lives.Add(life);
        _current = life;
        life.Start(stored);
    }
}
