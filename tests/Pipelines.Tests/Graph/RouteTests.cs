using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;
using Tidings.Contract;
using Tidings.Pipelines.Graph;
using static Pipelines.Tests.Graph.TestGraph;

namespace Pipelines.Tests.Graph;

public class RouteTests
{
    private static readonly SinkStage<string> Even = new("even");
    private static readonly SinkStage<string> Third = new("third");

    private readonly List<string> _even = [];
    private readonly List<string> _third = [];

    [SetUp]
    public void Clear()
    {
        _even.Clear();
        _third.Clear();
    }

    [Test]
    public void An_item_takes_every_route_that_picks_it_and_what_none_picks_is_counted([Range(1, 20)] int seed)
    {
        var world = new VirtualWorld(seed);
        var graph = Fan(new() { Capacity = 1 }).Materialize(Environment(world));

        var report = graph.Feed(world, Enumerable.Range(1, 60));

        Assert.That(report.IsComplete, Is.True);
        Assert.That(_even, Is.EqualTo(Enumerable.Range(1, 60).Where(x => x % 2 == 0).Select(x => $"{x}")));
        Assert.That(_third, Is.EqualTo(Enumerable.Range(1, 60).Where(x => x % 3 == 0).Select(x => $"{x}")));
        Assert.That(graph.Routes, Is.EqualTo(new[] { new RouteSnapshot("a", 40, 20) }));
    }

    [Test]
    public void A_route_into_a_branch_that_broke_does_not_stop_the_others()
    {
        var world = new VirtualWorld();
        List<StageFault> told = [];
        var graph = Fan(new() { Capacity = 1 })
            .Replace(Third, context => new ActionBlock<string>(_ => throw new InvalidDataException("broken"), context.Bounded(1)))
            .Materialize(Environment(world) with { OnFault = told.Add });

        var report = graph.Feed(world, Enumerable.Range(1, 60));

        Assert.That(report.IsComplete, Is.True);
        Assert.That(_even, Has.Count.EqualTo(30));
        Assert.That(graph.Faults.Select(fault => fault.Stage), Is.EqualTo(new[] { "third" }));
        Assert.That(told, Is.EqualTo(graph.Faults));
        var broken = graph.Edges.Single(edge => edge.Edge == "a -> third");
        Assert.That(broken.DroppedClosed, Is.GreaterThanOrEqualTo(17));
    }

    [Test]
    public void A_branch_that_breaks_while_the_trunk_waits_for_it_lets_the_trunk_go()
    {
        var world = new VirtualWorld();
        var graph = Fan(new() { Capacity = 1 })
            .Replace(Third, context => new ActionBlock<string>(
                async _ =>
                {
                    await Task.Delay(TimeSpan.FromSeconds(5), context.Time);
                    throw new InvalidDataException("broken");
                },
                context.Bounded(1)))
            .Materialize(Environment(world));

        var report = graph.Feed(world, Enumerable.Range(1, 60));

        Assert.That(report.IsComplete, Is.True);
        Assert.That(_even, Has.Count.EqualTo(30));
        Assert.That(graph.Edges.Single(edge => edge.Edge == "a -> third").Waited, Is.EqualTo(TimeSpan.FromSeconds(5)));
    }

    [Test]
    public void What_no_route_takes_gives_its_memory_back()
    {
        var world = new VirtualWorld();
        var source = new Stage<Owner, Owner>("source");
        var sink = new SinkStage<Owner>("sink");
        List<Owner> taken = [];
        var graph = new GraphBlueprint()
            .Add(source, context => new TransformBlock<Owner, Owner>(x => x, context.Bounded()))
            .Add(sink, context => new ActionBlock<Owner>(taken.Add, context.Bounded()))
            .Entry(source)
            .Route(source, sink, owner => owner.IsWanted ? owner : null)
            .Materialize(Environment(world));
        Owner[] owners = [new(true), new(false)];

        world.Run(async () =>
        {
            foreach (var owner in owners)
            {
                await graph.Entry(source).WriteAsync(owner);
            }

            await graph.StopAsync(TimeSpan.FromSeconds(1));
        });

        Assert.That(taken, Is.EqualTo(owners[..1]));
        Assert.That(owners.Select(owner => owner.IsFreed), Is.EqualTo(new[] { false, true }));
    }

    private GraphBlueprint Fan(EdgeOptions<string> edge) => new GraphBlueprint()
        .Add(A, Pass)
        .Add(Even, context => new ActionBlock<string>(_even.Add, context.Bounded(1)))
        .Add(Third, context => new ActionBlock<string>(_third.Add, context.Bounded(1)))
        .Entry(A)
        .Route(A, Even, x => x % 2 == 0 ? $"{x}" : null, edge)
        .Route(A, Third, x => x % 3 == 0 ? $"{x}" : null, edge);

    private sealed class Owner(bool isWanted) : IDisposable
    {
        public bool IsWanted => isWanted;

        public bool IsFreed { get; private set; }

        public void Dispose() => IsFreed = true;
    }
}
