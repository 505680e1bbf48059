using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;
using Tidings.Contract;
using Tidings.Pipelines.Graph;

namespace Pipelines.Tests.Graph;

/// <summary>Graphs of numbers and words for the tests of this folder.</summary>
internal static class TestGraph
{
    public static readonly Stage<int, int> A = new("a");
    public static readonly Stage<int, int> B = new("b");
    public static readonly Stage<int, int> C = new("c");
    public static readonly SinkStage<int> End = new("end");

    public static GraphEnvironment Environment(VirtualWorld world) => new()
    {
        Time = world.Time,
        Scheduler = world.Scheduler,
        MeterFactory = new TestMeterFactory(),
        Seed = (ulong)world.Seed,
        Watch = new GraphWatch(Observer: null, MessagesPerTask: 1),
    };

    public static IPropagatorBlock<int, int> Pass(StageContext context) => new TransformBlock<int, int>(x => x, context.Bounded(1));

    public static SinkFactory<int> Into(ICollection<int> list) => context => new ActionBlock<int>(list.Add, context.Bounded(1));

    /// <summary>(outside) -> a -> b -> end.</summary>
    public static GraphBlueprint Line(ICollection<int> output, EdgeOptions<int>? edge = null) => new GraphBlueprint()
        .Add(A, Pass)
        .Add(B, Pass)
        .Add(End, Into(output))
        .Entry(A, edge)
        .Connect(A, B, edge)
        .Connect(B, End, edge);

    /// <summary>Writes the numbers into the entry of a, ends the graph, and runs until it has drained.</summary>
    public static DrainReport Feed(this RunningGraph graph, VirtualWorld world, IEnumerable<int> numbers) => world.Run(async () =>
    {
        foreach (var number in numbers)
        {
            Assert.That(await graph.Entry(A).WriteAsync(number), Is.True);
        }

        return await graph.StopAsync(TimeSpan.FromMinutes(1));
    });
}
