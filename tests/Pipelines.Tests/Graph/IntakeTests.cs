using System.Threading.Tasks.Dataflow;
using Tidings.Contract;
using Tidings.Pipelines.Graph;
using static Pipelines.Tests.Graph.TestGraph;

namespace Pipelines.Tests.Graph;

public class IntakeTests
{
    [Test]
    public void A_stage_with_two_ways_in_ends_when_both_have_ended([Range(1, 20)] int seed)
    {
        var world = new VirtualWorld(seed);
        List<int> output = [];
        var graph = Two(output).Materialize(Environment(world));

        world.Run(async () =>
        {
            await graph.Entry(A).WriteAsync(1);
            graph.Entry(A).Complete();
            await graph.Completion(A);
            await graph.Entry(B).WriteAsync(2);
        });
        world.RunFor(TimeSpan.FromSeconds(1));
        Assert.That(graph.Completion(End).IsCompleted, Is.False);
        Assert.That(output, Is.EquivalentTo(new[] { 1, 2 }));

        graph.Entry(B).Complete();
        world.RunUntil(() => graph.Completion(End).IsCompletedSuccessfully, TimeSpan.FromSeconds(1));
    }

    [Test]
    public void A_branch_that_breaks_does_not_take_down_the_trunk_behind_it()
    {
        var world = new VirtualWorld();
        List<int> output = [];
        var graph = Two(output)
            .Replace(A, context => new TransformBlock<int, int>(x => x == 1 ? throw new InvalidDataException("one") : x, context.Bounded(1)))
            .Materialize(Environment(world));

        world.Run(async () =>
        {
            await graph.Entry(A).WriteAsync(1);
            await graph.Entry(B).WriteAsync(2);
        });
        world.RunUntil(() => graph.Faults.Count == 1 && output.Count == 1, TimeSpan.FromSeconds(1));
        var report = world.Run(() => graph.StopAsync(TimeSpan.FromSeconds(1)));

        Assert.That(report.IsComplete, Is.True);
        Assert.That(graph.Faults.Select(fault => fault.Stage), Is.EqualTo(new[] { "a" }));
        Assert.That(graph.Completion(End).IsCompletedSuccessfully, Is.True);
    }

    private static GraphBlueprint Two(List<int> output) => new GraphBlueprint()
        .Add(A, Pass)
        .Add(B, Pass)
        .Add(End, Into(output))
        .Entry(A)
        .Entry(B)
        .Connect(A, End)
        .Connect(B, End);
}
