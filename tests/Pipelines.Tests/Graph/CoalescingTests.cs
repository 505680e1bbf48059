using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;
using Tidings.Contract;
using Tidings.Pipelines.Graph;
using static Pipelines.Tests.Graph.TestGraph;

namespace Pipelines.Tests.Graph;

public class CoalescingTests
{
    private static readonly SinkStage<(int Key, int Sum)> Sums = new("sums");

    private readonly List<(int Key, int Sum)> _output = [];

    [SetUp]
    public void Clear() => _output.Clear();

    [Test]
    public void Items_with_one_key_are_merged_while_they_wait_and_keep_the_place_of_the_first()
    {
        var world = new VirtualWorld();
        var graph = Start(world, capacity: 3);

        foreach (var item in new[] { (1, 1), (2, 10), (1, 2), (3, 100), (2, 20), (1, 4) })
        {
            Assert.That(graph.Entry(Sums).TryWrite(item), Is.True);
        }

        world.RunReady();

        Assert.That(_output, Is.EqualTo(new[] { (1, 7), (2, 30), (3, 100) }));
        Assert.That(graph.Edges[0].Merged, Is.EqualTo(3));
        Assert.That(graph.Edges[0].HighWater, Is.EqualTo(3));
    }

    [Test]
    public void A_new_key_waits_for_room()
    {
        var graph = Start(new VirtualWorld(), capacity: 2);

        Assert.That(graph.Entry(Sums).TryWrite((1, 1)), Is.True);
        Assert.That(graph.Entry(Sums).TryWrite((2, 1)), Is.True);
        Assert.That(graph.Entry(Sums).TryWrite((3, 1)), Is.False);
        Assert.That(graph.Entry(Sums).TryWrite((2, 1)), Is.True);
    }

    [Test]
    public void An_edge_as_large_as_its_table_never_waits_and_no_update_is_lost([Range(1, 40)] int seed)
    {
        var world = new VirtualWorld(seed);
        var graph = Start(world, capacity: 5);
        var random = new Random(seed);
        var expected = new int[5];

        world.Run(async () =>
        {
            for (var round = 0; round < 300; round++)
            {
                var (key, amount) = (random.Next(5), random.Next(100));
                expected[key] += amount;
                Assert.That(graph.Entry(Sums).TryWrite((key, amount)), Is.True, $"seed {seed}, round {round}");
                if (random.Next(3) == 0)
                {
                    await Task.Yield();
                }
            }

            await graph.StopAsync(TimeSpan.FromMinutes(1));
        });

        Assert.That(Enumerable.Range(0, 5).Select(key => _output.Where(item => item.Key == key).Sum(item => item.Sum)), Is.EqualTo(expected));
        Assert.That(graph.Edges[0].Waits, Is.Zero);
        Assert.That(graph.Edges[0].Merged, Is.GreaterThan(0));
    }

    [Test]
    public void A_merge_that_throws_stops_the_branch_and_nobody_else()
    {
        var world = new VirtualWorld();
        var graph = Blueprint(4, (_, _) => throw new InvalidDataException("merge")).Materialize(Environment(world));

        graph.Entry(Sums).TryWrite((1, 1));
        Assert.That(() => graph.Entry(Sums).TryWrite((1, 2)), Throws.Nothing);
        world.RunUntil(() => graph.Faults.Count > 0, TimeSpan.FromSeconds(1));

        Assert.That(graph.Faults.Single().Exception, Is.TypeOf<InvalidDataException>());
        Assert.That(graph.Entry(Sums).TryWrite((2, 1)), Is.False);
    }

    private RunningGraph Start(VirtualWorld world, int capacity) =>
        Blueprint(capacity, (old, next) => (old.Key, old.Sum + next.Sum)).Materialize(Environment(world));

    private GraphBlueprint Blueprint(int capacity, Func<(int Key, int Sum), (int Key, int Sum), (int Key, int Sum)> merge) => new GraphBlueprint()
        .Add(Sums, context => new ActionBlock<(int Key, int Sum)>(_output.Add, context.Bounded(1)))
        .Entry(Sums, new()
        {
            Capacity = capacity,
            WhenFull = WhenFull.Coalesce,
            Coalescing = Coalescing.By(((int Key, int Sum) item) => item.Key, merge),
        });
}
