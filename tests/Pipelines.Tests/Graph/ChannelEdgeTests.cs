using System.Threading.Tasks.Dataflow;
using Tidings.Contract;
using Tidings.Pipelines.Graph;
using static Pipelines.Tests.Graph.TestGraph;

namespace Pipelines.Tests.Graph;

public class ChannelEdgeTests
{
    [Test]
    public void A_line_loses_nothing_and_keeps_the_order_under_every_interleaving([Range(1, 40)] int seed)
    {
        var world = new VirtualWorld(seed);
        List<int> output = [];
        var graph = Line(output, new() { Capacity = 1 + (seed % 3) }).Materialize(Environment(world));

        var report = graph.Feed(world, Enumerable.Range(0, 100));

        Assert.That(output, Is.EqualTo(Enumerable.Range(0, 100)));
        Assert.That(report.IsComplete, Is.True);
        Assert.That(graph.Edges.Select(edge => edge.HighWater), Has.All.LessThanOrEqualTo(1 + (seed % 3)));
        Assert.That(graph.Edges.Select(edge => edge.Items), Has.All.EqualTo(100));
    }

    [Test]
    public void One_seed_gives_one_history_and_other_seeds_give_others()
    {
        var same = Enumerable.Range(0, 60).Select(_ => History(seed: 7)).Distinct().Count();
        var different = Enumerable.Range(1, 40).Select(History).Distinct().Count();

        Assert.That(same, Is.EqualTo(1));
        Assert.That(different, Is.EqualTo(40));
    }

    [Test]
    public void Nothing_but_completion_comes_from_another_thread()
    {
        var world = new VirtualWorld(3);
        List<int> output = [];
        var graph = Line(output, new() { Capacity = 1 }).Materialize(Environment(world));

        world.Run(async () =>
        {
            for (var number = 0; number < 200; number++)
            {
                await graph.Entry(A).WriteAsync(number);
            }
        });
        world.RunUntil(() => output.Count == 200, TimeSpan.FromSeconds(1));

        Assert.That(world.Escapes, Is.Zero);
    }

    [Test]
    public void A_slow_stage_makes_the_one_before_it_wait_and_the_wait_is_measured()
    {
        var world = new VirtualWorld();
        List<int> output = [];
        var graph = Line(output, new() { Capacity = 1 })
            .Replace(End, context => new ActionBlock<int>(
                async x =>
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), context.Time);
                    output.Add(x);
                },
                context.Bounded(1)))
            .Materialize(Environment(world));

        graph.Feed(world, Enumerable.Range(0, 20));

        var last = graph.Edges.Single(edge => edge.Edge == "b -> end");
        Assert.That(output, Has.Count.EqualTo(20));
        Assert.That(last.Waits, Is.GreaterThan(10));
        Assert.That(last.Waited, Is.EqualTo(TimeSpan.FromSeconds(18)).Within(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public void Drop_newest_never_waits_and_counts_what_it_drops()
    {
        var world = new VirtualWorld();
        List<int> output = [];
        var graph = Line(output)
            .Materialize(Environment(world));
        var full = new GraphBlueprint().Add(End, Into(output)).Entry(End, new() { Capacity = 4, WhenFull = WhenFull.DropNewest }).Materialize(Environment(world));

        for (var number = 0; number < 10; number++)
        {
            Assert.That(full.Entry(End).TryWrite(number), Is.True);
        }

        world.RunReady();
        Assert.That(output, Is.EqualTo(new[] { 0, 1, 2, 3 }));
        Assert.That(full.Edges[0].DroppedFull, Is.EqualTo(6));
        Assert.That(graph.Faults, Is.Empty);
    }

    [Test]
    public void Bytes_bound_an_edge_as_items_do()
    {
        var world = new VirtualWorld();
        List<int> output = [];
        var graph = new GraphBlueprint().Add(End, Into(output)).Entry(End, new() { CapacityBytes = 100, Size = size => size }).Materialize(Environment(world));
        var entry = graph.Entry(End);

        Assert.That(new[] { entry.TryWrite(60), entry.TryWrite(60), entry.TryWrite(1) }, Is.EqualTo(new[] { true, true, false }));
        world.RunReady();
        Assert.That(entry.TryWrite(1), Is.True);
    }

    [Test]
    public void A_writer_waits_for_room_in_turn_and_can_give_up()
    {
        var world = new VirtualWorld();
        List<int> output = [];
        var graph = new GraphBlueprint().Add(End, Into(output)).Entry(End, new() { Capacity = 1 }).Materialize(Environment(world));
        var entry = graph.Entry(End);
        using var patience = new CancellationTokenSource();

        var writes = new[] { entry.WriteAsync(1).AsTask(), entry.WriteAsync(2, patience.Token).AsTask(), entry.WriteAsync(3).AsTask() };
        patience.Cancel();
        world.RunUntil(() => output.Count == 2 && writes[1].IsCompleted, TimeSpan.FromSeconds(1));

        Assert.That(output, Is.EqualTo(new[] { 1, 3 }));
        Assert.That(writes[1].IsCanceled, Is.True);
        entry.Complete();
        Assert.That(entry.TryWrite(4), Is.False);
        Assert.That(world.Run(() => entry.WriteAsync(4).AsTask()), Is.False);
    }

    [Test]
    public void What_ends_behind_an_edge_is_dropped_and_counted_and_wedges_nothing()
    {
        var world = new VirtualWorld();
        List<int> output = [];
        var graph = Line(output, new() { Capacity = 2 })
            .Replace(B, context => new TransformBlock<int, int>(x => x == 5 ? throw new InvalidDataException("five") : x, context.Bounded(1)))
            .Materialize(Environment(world));

        var report = graph.Feed(world, Enumerable.Range(0, 50));

        var toB = graph.Edges.Single(edge => edge.Edge == "a -> b");
        Assert.That(report.IsComplete, Is.True);
        Assert.That(toB.Items + toB.DroppedClosed, Is.GreaterThanOrEqualTo(50));
        Assert.That(toB.DroppedClosed, Is.GreaterThanOrEqualTo(40));
        Assert.That(graph.Faults.Select(fault => fault.Stage), Is.EquivalentTo(new[] { "b", "end" }));
        Assert.That(graph.Faults.Select(fault => fault.Exception), Has.All.TypeOf<InvalidDataException>());
    }

    [Test]
    public void What_a_source_offers_while_its_postponed_item_is_fetched_does_not_overtake_it()
    {
        var world = new VirtualWorld();
        var target = new CollectingTarget<int>(room: 0);
        var edge = new ChannelEdge<int>("x -> y", "y", new() { Capacity = 2 }, target, new Intake(target, 1), world.Scheduler, world.Time);
        edge.Start();
        var source = new EagerSource(edge);
        Assert.That(new[] { edge.TryWrite(1), edge.TryWrite(2) }, Has.All.True);
        Assert.That(source.Offer(3), Is.EqualTo(DataflowMessageStatus.Postponed));
        world.RunReady();

        target.MakeRoom(4);
        world.RunReady();

        Assert.That(target.Items, Is.EqualTo(new[] { 1, 2, 3, 4 }));
    }

    [Test]
    public void A_source_that_wants_to_be_asked_is_asked_also_when_there_is_room()
    {
        var world = new VirtualWorld();
        var target = new CollectingTarget<int>();
        var edge = new ChannelEdge<int>("x -> y", "y", new(), target, new Intake(target, 1), world.Scheduler, world.Time);
        edge.Start();
        var broadcast = new BroadcastBlock<int>(x => x + 1, AloneContext.Create("broadcast", world).Bounded());
        broadcast.LinkTo(edge);

        broadcast.Post(1);
        world.RunReady();

        Assert.That(target.Items, Is.EqualTo(new[] { 2 }));
        Assert.That(() => edge.OfferMessage(default, 1, null, false), Throws.ArgumentException);
    }

    private static string History(int seed)
    {
        var world = new VirtualWorld(seed);
        List<string> steps = [];
        List<int> output = [];
        var graph = Line(output, new() { Capacity = 2 })
            .ReplaceWith(A, x => Seen("a", x))
            .Replace(B, context => new TransformBlock<int, int>(x => Seen("b", x), context.Bounded(4, parallelism: 4)))
            .Materialize(Environment(world));
        world.Run(async () =>
        {
            for (var number = 0; number < 50; number++)
            {
                await graph.Entry(A).WriteAsync(number);
            }
        });
        world.RunUntil(() => output.Count == 50, TimeSpan.FromSeconds(1));
        return $"{string.Join(' ', steps)} | {string.Join(' ', output)}";

        int Seen(string stage, int x)
        {
            steps.Add($"{stage}{x}");
            return x;
        }
    }

    /// <summary>Offers 4 as soon as 3 is fetched, before the edge has it in hand: what a block on another thread may do.</summary>
    private sealed class EagerSource(ITargetBlock<int> edge) : ISourceBlock<int>
    {
        private int _item;

        public Task Completion => Task.CompletedTask;

        public DataflowMessageStatus Offer(int item)
        {
            _item = item;
            return edge.OfferMessage(new DataflowMessageHeader(item), item, this, consumeToAccept: false);
        }

        public int ConsumeMessage(DataflowMessageHeader messageHeader, ITargetBlock<int> target, out bool messageConsumed)
        {
            messageConsumed = messageHeader.Id == _item;
            var item = _item;
            if (item == 3)
            {
                Offer(4);
            }

            return item;
        }

        public bool ReserveMessage(DataflowMessageHeader messageHeader, ITargetBlock<int> target) => false;

        public void ReleaseReservation(DataflowMessageHeader messageHeader, ITargetBlock<int> target)
        {
        }

        public IDisposable LinkTo(ITargetBlock<int> target, DataflowLinkOptions linkOptions) => throw new NotSupportedException();

        public void Complete()
        {
        }

        public void Fault(Exception exception)
        {
        }
    }
}
