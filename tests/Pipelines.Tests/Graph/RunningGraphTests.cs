using System.Diagnostics.Metrics;
using System.Threading.Tasks.Dataflow;
using Tidings.Contract;
using Tidings.Pipelines.Graph;
using static Pipelines.Tests.Graph.TestGraph;

namespace Pipelines.Tests.Graph;

public class RunningGraphTests
{
    [Test]
    public void A_graph_that_does_not_drain_in_time_says_what_it_abandoned_and_where()
    {
        var world = new VirtualWorld();
        List<int> output = [];
        var graph = Line(output, new() { Capacity = 4 })
            .Replace(End, context => new ActionBlock<int>(_ => Task.Delay(Timeout.InfiniteTimeSpan, context.Time), context.Bounded(1)))
            .Materialize(Environment(world));

        var report = world.Run(async () =>
        {
            for (var number = 0; number < 12; number++)
            {
                await graph.Entry(A).WriteAsync(number);
            }

            return await graph.StopAsync(TimeSpan.FromSeconds(30));
        });

        // 12 = one in each of the stages a, b and end, and 4 + 4 in the edges before end, and what is left before a.
        Assert.That(world.Now, Is.EqualTo(TimeSpan.FromSeconds(30)));
        Assert.That(report.Abandoned.Sum(edge => edge.Items), Is.InRange(8, 9));
        Assert.That(report.Abandoned[^1], Is.EqualTo(new AbandonedItems("b -> end", 4)));
        Assert.That(report.Unfinished, Does.Contain("end"));
        Assert.That(graph.Edges.Select(edge => edge.Depth), Has.All.LessThanOrEqualTo(1));
        Assert.That(world.Run(() => graph.StopAsync(TimeSpan.Zero)), Is.SameAs(report));
    }

    [Test]
    public void Work_that_is_given_up_is_told_to_stop_and_a_stop_in_time_tells_nobody([Values] bool isInTime)
    {
        var world = new VirtualWorld();
        var stopping = CancellationToken.None;
        var graph = Line([])
            .Replace(End, context =>
            {
                stopping = context.Stopping;
                return new ActionBlock<int>(_ => Task.Delay(TimeSpan.FromSeconds(20), context.Time, context.Stopping), context.Bounded(1));
            })
            .Materialize(Environment(world));
        graph.Entry(A).TryWrite(1);

        world.Run(() => graph.StopAsync(TimeSpan.FromSeconds(isInTime ? 30 : 10)));
        Assert.That(stopping.IsCancellationRequested, Is.Not.EqualTo(isInTime));
        world.Run(async () => await Task.WhenAny(graph.Completion(End)));
        Assert.That(world.Now, Is.EqualTo(TimeSpan.FromSeconds(isInTime ? 20 : 10)));
    }

    [Test]
    public void What_is_in_the_graph_when_it_stops_is_still_delivered([Range(1, 20)] int seed)
    {
        var world = new VirtualWorld(seed);
        List<int> output = [];
        var graph = Line(output).Materialize(Environment(world));

        for (var number = 0; number < 50; number++)
        {
            Assert.That(graph.Entry(A).TryWrite(number), Is.True);
        }

        var report = world.Run(() => graph.StopAsync(TimeSpan.FromSeconds(10)));

        Assert.That(report.IsComplete, Is.True);
        Assert.That(output, Is.EqualTo(Enumerable.Range(0, 50)));
    }

    [Test]
    public void Edges_are_measured_by_name_and_reason()
    {
        var world = new VirtualWorld();
        using var meters = new TestMeterFactory();
        List<int> output = [];
        var graph = new GraphBlueprint()
            .Add(End, Into(output))
            .Entry(End, new() { Capacity = 2, WhenFull = WhenFull.DropNewest })
            .Materialize(Environment(world) with { MeterFactory = meters });
        var measured = new Dictionary<string, double>();
        using var listener = new MeterListener { InstrumentPublished = Listen };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => measured[Line(instrument, tags)] = value);
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured[Line(instrument, tags)] = value);
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured[Line(instrument, tags)] = value);
        listener.Start();

        for (var number = 0; number < 5; number++)
        {
            graph.Entry(End).TryWrite(number);
        }

        listener.RecordObservableInstruments();

        Assert.That(measured, Is.EquivalentTo(new Dictionary<string, double>
        {
            ["tidings.edge.depth edge=(outside) -> end"] = 2,
            ["tidings.edge.items edge=(outside) -> end"] = 2,
            ["tidings.edge.waited edge=(outside) -> end"] = 0,
            ["tidings.edge.dropped edge=(outside) -> end reason=full"] = 3,
            ["tidings.edge.dropped edge=(outside) -> end reason=closed"] = 0,
        }));

        void Listen(Instrument instrument, MeterListener to)
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
            {
                to.EnableMeasurementEvents(instrument);
            }
        }

        static string Line(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            $"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}";
    }

    [Test]
    public void An_entry_that_was_not_declared_is_answered_with_those_that_were()
    {
        var graph = Line([]).Materialize(Environment(new VirtualWorld()));

        Assert.That(() => graph.Entry(B), Throws.InvalidOperationException.With.Message.EqualTo("Stage 'b' has no entry for Int32. Entries: a."));
        Assert.That(() => graph.Completion(C), Throws.InvalidOperationException);
    }
}
