using System.Collections.Immutable;
using Tidings.Runtime.Membership;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;
using Tidings.Simulation.Network;
using Tidings.Simulation.Nodes;
using Tidings.Simulation.Scenarios;

namespace Tidings.Simulation.Baselines;

/// <summary>Runs a scenario with a model of another protocol: the same links, topology and publications, and figures of the same meaning.</summary>
internal static class BaselineRun
{
    /// <summary>After the last delivery: what is under way still counts.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);

    /// <summary>How long connecting may take.</summary>
    private static readonly TimeSpan ConnectMax = TimeSpan.FromMinutes(1);

    /// <summary>Plays it to its last delivery, and to the end of its first phase.</summary>
    /// <exception cref="ArgumentException">The scenario is for the product, or has faults: the models know none.</exception>
    public static ScenarioResult Run(Scenario scenario)
    {
        if (scenario.Faults.Count > 0)
        {
            throw new ArgumentException("A model of another protocol runs without faults.", nameof(scenario));
        }

        var world = new World(scenario.Seed);
        var fabric = new Fabric(world, scenario.Nodes, new SimulationOptions { Link = scenario.Link }, new FaultCounter());
        var meter = new BaselineMeter(world, fabric, scenario.Nodes);
        var nodes = Enumerable.Range(0, scenario.Nodes)
            .Select(index => new BaselineNode(world, fabric, index, RouterOf(scenario, index), meter))
            .ToList();
        var failure = Run(scenario, world, nodes, meter);
        return new ScenarioResult
        {
            Seed = scenario.Seed,
            Failure = failure,
            Hash = world.History.ToString(),
            Steps = world.Steps,
            VirtualTime = world.Clock.Now,
            Deliveries = meter.Latencies.Count,
            Latencies = [.. meter.Latencies.Order()],
            Messages = meter.Messages,
            Writes = meter.Writes,
            WireBytes = meter.WireBytes,
            Copies = meter.Copies,
            Nodes = meter.Nodes,
            Fired = ImmutableDictionary<FaultKind, long>.Empty,
        };
    }

    private static ScenarioFailure? Run(Scenario scenario, World world, List<BaselineNode> nodes, BaselineMeter meter)
    {
        var neighbours = Neighbours(scenario);
        nodes.ForEach(node => node.Start(neighbours[node.Index].Where(other => other > node.Index)));
        if (!world.RunUntil(() => nodes.All(node => node.Connected == neighbours[node.Index].Count), ConnectMax))
        {
            return Fail("connect", "Not all nodes are connected.");
        }

        Plan(scenario, nodes);
        var last = scenario.Artifacts.Select(static artifact => artifact.At).DefaultIfEmpty().Max();
        var due = (long)scenario.Artifacts.Count * (scenario.Nodes - 1);
        var isDelivered = world.RunUntil(() => meter.Latencies.Count == due, last + scenario.LivenessMax);
        var end = world.Clock.Now + Settle;
        world.RunTo(end > scenario.FaultPhase ? end : scenario.FaultPhase);
        return nodes.Select(static node => node.Failure).FirstOrDefault(static failure => failure is not null) is { } thrown ? Fail("exception", thrown.ToString())
            : world.Races > 0 ? Fail("determinism", "A step was queued by another thread.")
            : !isDelivered ? Fail("delivery", $"{meter.Latencies.Count} of {due} deliveries in time; {meter.Lost} messages were lost in full queues.")
            : null;

        ScenarioFailure Fail(string invariant, string message) => new(invariant, message, world.Clock.Now);
    }

    private static void Plan(Scenario scenario, List<BaselineNode> nodes)
    {
        var contents = new Dictionary<int, byte[]>();
        for (var i = 0; i < scenario.Artifacts.Count; i++)
        {
            var planned = scenario.Artifacts[i];
            var content = contents.TryGetValue(planned.Bytes, out var same) ? same : contents[planned.Bytes] = new byte[planned.Bytes];
            nodes[planned.Node].Plan(planned.At, new PublishedMessage(new MessageId(planned.Node, (ulong)i), content));
        }
    }

    private static IRouter RouterOf(Scenario scenario, int node) => scenario.Protocol switch
    {
        Protocol.Flood => new FloodRouter(),
        Protocol.Gossipsub => new GossipsubRouter(GossipsubOptions.Default, new RandomStream(scenario.Seed, $"gossipsub {node}")),
        _ => throw new ArgumentException($"{scenario.Protocol} is not a model.", nameof(scenario)),
    };

    private static List<List<int>> Neighbours(Scenario scenario)
    {
        var ids = Enumerable.Range(0, scenario.Nodes).Select(static index => SimulatedIdentities.Of(index).Id).ToList();
        var members = new MembershipList(1, ids.Select(static id => new Member(id, [])));
        var numbers = ids.Index().ToDictionary(static pair => pair.Item, static pair => pair.Index);
        var topology = Topology.Parse(scenario.Topology);
        return [.. ids.Select(id => topology.NeighboursOf(id, members).Select(other => numbers[other]).Order().ToList())];
    }
}
