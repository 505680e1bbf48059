using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;
using Tidings.Contract;
using Tidings.Pipelines.Graph;
using static Pipelines.Tests.Graph.TestGraph;

namespace Pipelines.Tests.Graph;

public class SignalTests
{
    private static readonly SignalKey<int> Moved = new("moved");

    /// <summary>A target of capacity one that is also fed by an edge: the sum of what was raised arrives, under every interleaving.</summary>
    [Test]
    public void No_raise_is_lost_and_no_more_messages_come_than_raises([Range(1, 40)] int seed)
    {
        var world = new VirtualWorld(seed);
        List<int> output = [];
        var graph = Line(output, new() { Capacity = 1 })
            .Signal(Moved, [A], B, sum => -sum, (waiting, next) => waiting + next)
            .Replace(A, RaiseEach)
            .Materialize(Environment(world));

        graph.Feed(world, Enumerable.Range(1, 50));

        var signals = output.Where(x => x < 0).ToList();
        Assert.That(output.Where(x => x > 0), Is.EqualTo(Enumerable.Range(1, 50)));
        Assert.That(signals.Sum(), Is.EqualTo(-Enumerable.Range(1, 50).Sum()));
        Assert.That(signals, Has.Count.InRange(1, 50));
    }

    [Test]
    public void Raises_while_the_target_is_full_become_one_message_with_the_value_of_the_moment()
    {
        var world = new VirtualWorld();
        var target = new CollectingTarget<string>(room: 0);
        var signal = new SignalCell<int, string>("s", x => $"{x}", (a, b) => a + b, world.Scheduler, world.Time);
        signal.Bind(target);

        signal.Raise(1);
        signal.Raise(2);
        signal.Raise(4);
        target.MakeRoom(1);
        Assert.That(target.Items, Is.EqualTo(new[] { "7" }));

        signal.Raise(8);
        Assert.That(target.Items, Has.Count.EqualTo(1));
        target.MakeRoom(5);
        Assert.That(target.Items, Is.EqualTo(new[] { "7", "8" }));
    }

    [Test]
    public void What_was_raised_before_the_start_is_kept_and_after_the_end_is_dropped()
    {
        var world = new VirtualWorld();
        var target = new CollectingTarget<int>();
        var signal = new SignalCell<int, int>("s", x => x, Math.Max, world.Scheduler, world.Time);

        signal.Raise(3);
        signal.Raise(2);
        signal.Bind(target);
        Assert.That(target.Items, Is.EqualTo(new[] { 3 }));

        target.Complete();
        Assert.That(() => signal.Raise(9), Throws.Nothing);
        Assert.That(target.Items, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_released_reservation_is_offered_again()
    {
        var world = new VirtualWorld();
        var target = new CollectingTarget<int>(room: 0);
        var signal = new SignalCell<int, int>("s", x => x, Math.Max, world.Scheduler, world.Time);
        signal.Bind(target);
        signal.Raise(1);
        var header = new DataflowMessageHeader(1);

        Assert.That(signal.ReserveMessage(header, target), Is.True);
        signal.ReleaseReservation(header, target);
        Assert.That(() => signal.ReleaseReservation(header, target), Throws.InvalidOperationException);
        world.RunReady();
        signal.ConsumeMessage(header, target, out var stale);
        target.MakeRoom(1);

        Assert.That(stale, Is.False);
        Assert.That(target.Items, Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public void Raising_from_many_threads_at_once_loses_nothing()
    {
        var sum = 0;
        using var allCame = new ManualResetEventSlim();
        var target = new ActionBlock<int>(
            x =>
            {
                sum += x;
                if (sum == 20_000)
                {
                    allCame.Set();
                }
            },
            new ExecutionDataflowBlockOptions { BoundedCapacity = 1 });
        var signal = new SignalCell<int, int>("s", x => x, (a, b) => a + b, TaskScheduler.Default, TimeProvider.System);
        signal.Bind(target);

        Parallel.For(0, 4, _ =>
        {
            for (var i = 0; i < 5000; i++)
            {
                signal.Raise(1);
            }
        });

        Assert.That(allCame.Wait(TimeSpan.FromSeconds(30)), Is.True, $"{sum} of 20000 came");
    }

    [Test]
    public void A_signal_from_outside_reaches_the_stage_and_closes_no_cycle()
    {
        var world = new VirtualWorld();
        List<int> output = [];
        var graph = Line(output).Signal(Moved, [B], A, x => x, Math.Max).Materialize(Environment(world));

        graph.Signal(Moved).Raise(5);
        world.RunUntil(() => output.Count == 1, TimeSpan.FromSeconds(1));

        Assert.That(output, Is.EqualTo(new[] { 5 }));
        Assert.That(() => graph.Signal(new SignalKey<string>("moved")), Throws.InvalidOperationException);
    }

    private static IPropagatorBlock<int, int> RaiseEach(StageContext context)
    {
        var moved = context.Signal(Moved);
        return new TransformBlock<int, int>(
            x =>
            {
                moved.Raise(x);
                return x;
            },
            context.Bounded(1));
    }
}
