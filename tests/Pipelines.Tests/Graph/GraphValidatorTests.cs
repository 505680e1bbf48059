using Tidings.Blocks;
using Tidings.Contract;
using Tidings.Pipelines.Graph;
using static Pipelines.Tests.Graph.TestGraph;

namespace Pipelines.Tests.Graph;

public class GraphValidatorTests
{
    [Test]
    public void Every_mistake_is_named_at_once()
    {
        var lost = new Stage<int, int>("lost");
        var blueprint = new GraphBlueprint()
            .Add(A, Pass)
            .Add(B, Pass)
            .Add(C, Pass)
            .Add(End, Into([]))
            .Connect(A, B, new() { Capacity = 0 })
            .Connect(B, A, new() { Capacity = 2_000_000 })
            .Connect(B, lost, new() { CapacityBytes = 10 })
            .Route(B, new SinkStage<string>("end"), x => $"{x}")
            .Entry(B, new() { WhenFull = WhenFull.Coalesce })
            .Signal(new SignalKey<int>("s"), [lost], new Stage<int, string>("a"), x => x, Math.Max);

        Assert.That(() => blueprint.Materialize(Environment(new VirtualWorld())), Throws.TypeOf<GraphException>().With.Property("Mistakes").EqualTo(new[]
        {
            "Edge 'b -> lost': there is no stage 'lost'.",
            "Edge 'b -> end': stage 'end' is in the graph with other types.",
            "Stage 'b' is connected to 2 stages: an item would reach one of them by chance. Use routes.",
            "Stage 'b' is connected and routed at once: use one or the other.",
            "Stage 'c' has nothing that flows into it: it needs an edge or an entry.",
            "Stage 'c' has an output that goes nowhere.",
            "Edge 'a -> b': a capacity of 0 is outside 1 to 1048576.",
            "Edge 'b -> a': a capacity of 2000000 is outside 1 to 1048576.",
            "Edge 'b -> lost': a capacity in bytes needs a size function.",
            "Edge '(outside) -> b': coalescing needs a key and a merge function.",
            "Signal 's': there is no stage 'lost'.",
            "Signal 's': stage 'a' is in the graph with other types.",
            "The edges form a cycle: a -> b -> a. Feedback goes by a signal.",
        }));
    }

    [Test]
    public void Options_that_nothing_would_read_are_mistakes()
    {
        var blueprint = new GraphBlueprint()
            .Add(End, Into([]))
            .Entry(End, new() { Size = x => x, Coalescing = Coalescing.By((int x) => x, Math.Max) });

        Assert.That(() => blueprint.Materialize(Environment(new VirtualWorld())), Throws.TypeOf<GraphException>().With.Property("Mistakes").EqualTo(new[]
        {
            "Edge '(outside) -> end': a size function needs a capacity in bytes.",
            "Edge '(outside) -> end': a key and a merge function are given, but it does not coalesce.",
        }));
    }

    [Test]
    public void An_empty_graph_is_a_mistake_and_a_refused_blueprint_can_be_mended()
    {
        var blueprint = new GraphBlueprint();
        Assert.That(() => blueprint.Materialize(Environment(new VirtualWorld())), Throws.TypeOf<GraphException>().With.Message.Contains("- The graph has no stages."));

        blueprint.Add(End, Into([])).Entry(End);
        Assert.That(() => blueprint.Materialize(Environment(new VirtualWorld())), Throws.Nothing);
    }
}
