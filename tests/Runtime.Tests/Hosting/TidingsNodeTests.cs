using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;
using Tidings.Blocks.Limits;
using Tidings.Contract;
using Tidings.Pipelines.Graph;
using Tidings.Runtime.DependencyInjection;
using Tidings.Runtime.Hosting;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Peers;
using Tidings.Runtime.Tests.Peers;

namespace Tidings.Runtime.Tests.Hosting;

public sealed class TidingsNodeTests
{
    [Test]
    public void A_node_starts_in_stages_shows_what_it_is_and_stops_drained()
    {
        var (subnet, a, b) = Nodes();
        Assert.That(a.Health.Reasons, Is.EqualTo(new[] { "The node does not run." }));
        subnet.World.Run(() => a.StartAsync(CancellationToken.None));
        Assert.That(a.Started.IsCompletedSuccessfully, Is.True);
        subnet.Until(() => a.Membership.Version == 1);
        Assert.That(a.Health.Status, Is.EqualTo(NodeHealthStatus.Degraded), "no peer yet");

        subnet.World.Run(() => b.StartAsync(CancellationToken.None));
        subnet.Until(() => a.Peers.Single().State == PeerState.Connected && b.Peers.Single().State == PeerState.Connected);
        Assert.That(a.Health, Is.EqualTo(new NodeHealth(NodeHealthStatus.Healthy, [])).Using<NodeHealth>((x, y) => x.Status == y.Status));
        Assert.That(a.Address, Is.EqualTo(SessionSubnet.AddressOf(0)));
        Assert.That(a.Membership.Hash, Is.EqualTo(b.Membership.Hash).And.Length.EqualTo(64));

        subnet.World.Run(() => a.StopAsync(CancellationToken.None));
        subnet.Until(() => b.Peers.Single().State == PeerState.Apart);
        Assert.That(b.Peers.Single().LastEnd, Is.EqualTo(DisconnectReason.Stopping));
        Assert.That(subnet.Nodes[0].Logger.Count(Telemetry.EventIds.NodeStopped), Is.EqualTo(1));
        Assert.That(a.Address, Is.Null);
    }

    [Test]
    public void A_graph_that_does_not_drain_is_given_up_after_the_bound_and_counted()
    {
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (subnet, a, _) = Nodes(context => new ActionBlock<int>(_ => never.Task, context.Bounded(1)));
        RunningGraph graph = null!;
        a = new TidingsNode(Parts(subnet, 0, context => new ActionBlock<int>(_ => never.Task, context.Bounded(1)), running => graph = running));
        subnet.World.Run(() => a.StartAsync(CancellationToken.None));
        Assert.That(graph.Entry(s_sink).TryWrite(1) && graph.Entry(s_sink).TryWrite(2), Is.True);
        subnet.World.RunReady();
        var before = subnet.World.Now;

        subnet.World.Run(() => a.StopAsync(CancellationToken.None));

        Assert.That(subnet.World.Now - before, Is.EqualTo(new PeersOptions().DrainTimeout).Within(TimeSpan.FromSeconds(1)));
        Assert.That(subnet.Nodes[0].Log, Has.Some.Contains("gave up 1 items on edges, 1 stages"));
        never.SetResult();
    }

    [Test]
    public void A_membership_source_that_does_not_heed_its_cancellation_does_not_hold_up_the_stop()
    {
        var (subnet, _, _) = Nodes();
        var deaf = new DeafMembership();
        var a = new TidingsNode(Parts(subnet, 0, Sink) with { Membership = deaf });
        subnet.World.Run(() => a.StartAsync(CancellationToken.None));
        subnet.Until(() => deaf.IsWatched);
        var before = subnet.World.Now;

        subnet.World.Run(() => a.StopAsync(CancellationToken.None));

        Assert.That(subnet.World.Now - before, Is.LessThan(new PeersOptions().DrainTimeout + TimeSpan.FromSeconds(5)));
        Assert.That(subnet.Nodes[0].Logger.Count(Telemetry.EventIds.NodeStuck), Is.EqualTo(1));
        Assert.That(a.Address, Is.Null);
        deaf.End();
    }

    [Test]
    public void A_taken_address_stops_the_start_and_leaves_nothing_running()
    {
        var (subnet, a, _) = Nodes();
        subnet.World.Run(() => a.StartAsync(CancellationToken.None));
        RunningGraph graph = null!;
        var second = new TidingsNode(Parts(subnet, 0, Sink, running => graph = running));

        Assert.That(() => subnet.World.Run(() => second.StartAsync(CancellationToken.None)), Throws.InstanceOf<IOException>().With.Message.Contains("is taken"));
        Assert.That(second.Started.IsFaulted, Is.True);
        subnet.Until(() => graph.Completion(s_sink).IsCompleted);
    }

    private static readonly SinkStage<int> s_sink = new("sink");

    private static (SessionSubnet Subnet, TidingsNode A, TidingsNode B) Nodes(SinkFactory<int>? sink = null)
    {
        var subnet = new SessionSubnet(2);
        return (subnet, new TidingsNode(Parts(subnet, 0, sink ?? Sink)), new TidingsNode(Parts(subnet, 1, sink ?? Sink)));
    }

    private static ActionBlock<int> Sink(StageContext context) => new(static _ => { }, context.Bounded());

    private static NodeParts Parts(SessionSubnet subnet, int index, SinkFactory<int> sink, Action<RunningGraph>? started = null)
    {
        var session = subnet.Nodes[index];
        var settings = session.Settings;
        session.Membership.Offer(subnet.List(1));
        var blueprint = new GraphBlueprint().Add(s_sink, sink).Entry(s_sink);
        return new NodeParts
        {
            Self = session.Id,
            Options = new RuntimeOptions { Listen = SessionSubnet.AddressOf(index).ToString(), Subnet = "test" },
            Basis = session.Basis,
            Transport = session.Transport,
            Security = settings.Security,
            Topology = Topology.FullMesh,
            Membership = session.Membership,
            StartGraph = () =>
            {
                var running = blueprint.Materialize(new GraphEnvironment
                {
                    Time = subnet.World.Time,
                    Scheduler = subnet.World.Scheduler,
                    Seed = 1,
                    LoggerFactory = session,
                    MeterFactory = new TestMeterFactory(),
                });
                started?.Invoke(running);
                return running;
            },
            OpenPort = _ => session.Graph,
            Figures = static () => [],
            ItemsWaiting = static () => 0,
            Graph = blueprint.Describe(),
            Ledger = new ByteLedger(new LedgerOptions(), []),
            Codec = settings.Codec,
            Kinds = settings.Kinds,
            Incarnation = settings.Incarnation,
            Seed = 1,
            Scheduler = subnet.World.Scheduler,
            Meter = settings.Meter,
            LoggerFactory = session,
        };
    }
}
