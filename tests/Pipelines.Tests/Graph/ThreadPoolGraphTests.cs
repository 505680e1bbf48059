using System.Threading.Tasks.Dataflow;
using Tidings.Contract;
using Tidings.Pipelines.Graph;
using static Pipelines.Tests.Graph.TestGraph;

namespace Pipelines.Tests.Graph;

/// <summary>The same graph as in production, on the thread pool: what one thread cannot show.</summary>
public class ThreadPoolGraphTests
{
    private const int Items = 20_000;

    [Test]
    [CancelAfter(60_000)]
    public async Task Nothing_is_lost_or_overtaken_on_many_threads([Values(1, 2, 64)] int capacity, CancellationToken cancellationToken)
    {
        List<int> output = [];
        using var meters = new TestMeterFactory();
        var graph = Line(output, new() { Capacity = capacity })
            .Replace(A, context => new TransformBlock<int, int>(x => x, context.Bounded(2)))
            .Replace(B, context => new TransformBlock<int, int>(x => x, context.Bounded(8)))
            .Materialize(OnThePool(meters));

        for (var number = 0; number < Items; number++)
        {
            Assert.That(await graph.Entry(A).WriteAsync(number, cancellationToken), Is.True);
        }

        var report = await graph.StopAsync(TimeSpan.FromSeconds(50));

        Assert.That(report.IsComplete, Is.True);
        Assert.That(output, Is.EqualTo(Enumerable.Range(0, Items)));
        Assert.That(graph.Edges.Max(edge => edge.HighWater), Is.LessThanOrEqualTo(capacity));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Many_writers_and_two_ways_in_lose_nothing(CancellationToken cancellationToken)
    {
        List<int> output = [];
        using var meters = new TestMeterFactory();
        var graph = Line(output, new() { Capacity = 3 }).Entry(B, new() { Capacity = 1 }).Materialize(OnThePool(meters));

        await Parallel.ForAsync(0, Items, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken }, async (number, token) =>
            Assert.That(await graph.Entry(number % 2 == 0 ? A : B).WriteAsync(number, token), Is.True));
        var report = await graph.StopAsync(TimeSpan.FromSeconds(50));

        Assert.That(report.IsComplete, Is.True);
        Assert.That(output.Order(), Is.EqualTo(Enumerable.Range(0, Items)));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task An_edge_that_ends_while_it_delivers_ends_once(CancellationToken cancellationToken)
    {
        var targets = Enumerable.Range(0, Items).Select(_ => new Counting()).ToList();
        foreach (var target in targets)
        {
            var edge = new ChannelEdge<int>("edge", "stage", new(), target, new Intake(target, 1), TaskScheduler.Default, TimeProvider.System);
            edge.Start();
            Parallel.Invoke(() => edge.TryWrite(1), edge.Complete);
            await edge.Completion.WaitAsync(cancellationToken);
        }

        Assert.That(targets.Select(target => target.Completed), Has.All.EqualTo(1));
    }

    private static GraphEnvironment OnThePool(TestMeterFactory meters) =>
        new() { Time = TimeProvider.System, Scheduler = TaskScheduler.Default, MeterFactory = meters };

    private sealed class Counting : ITargetBlock<int>
    {
        private int _completed;

        public int Completed => _completed;

        public Task Completion => Task.CompletedTask;

        public DataflowMessageStatus OfferMessage(DataflowMessageHeader messageHeader, int messageValue, ISourceBlock<int>? source, bool consumeToAccept) =>
            DataflowMessageStatus.Accepted;

        public void Complete() => Interlocked.Increment(ref _completed);

        public void Fault(Exception exception) => Complete();
    }
}
