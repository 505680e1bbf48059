using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;
using Tidings.Pipelines.Graph;
using static Pipelines.Tests.Graph.TestGraph;

namespace Pipelines.Tests.Graph;

public class GraphDescriptionTests
{
    private static readonly SinkStage<string> Words = new("words");

    [Test]
    public void A_graph_is_a_line_per_edge_in_the_order_of_the_flow_and_then_its_signals()
    {
        Assert.That(Graph().Describe().ToString(), Is.EqualTo(string.Join('\n',
            "(outside) -> a  [entry; 64, wait]",
            "a -> b  [1, wait]",
            "b -> words  [route; 100, 4096 B, coalesce]",
            "words -.-> a  [signal moved]",
            "(outside) -.-> b  [signal \"quoted\"]")));
    }

    [Test]
    public void A_graph_is_a_flowchart()
    {
        Assert.That(Graph().Describe().ToMermaid(), Is.EqualTo(string.Join('\n',
            "flowchart LR",
            "    s0[\"(outside)\"]",
            "    s1[\"a\"]",
            "    s2[\"b\"]",
            "    s3[\"words\"]",
            "    s0 -->|\"entry; 64, wait\"| s1",
            "    s1 -->|\"1, wait\"| s2",
            "    s2 -->|\"route; 100, 4096 B, coalesce\"| s3",
            "    s3 -.->|\"moved\"| s1",
            "    s0 -.->|\"#quot;quoted#quot;\"| s2",
            "")));
    }

    [Test]
    public void A_description_does_not_change_with_later_edits_and_a_broken_graph_has_one_too()
    {
        var blueprint = new GraphBlueprint().Add(B, Pass).Connect(B, B).Connect(B, C);
        var before = blueprint.Describe();
        blueprint.Entry(B);

        Assert.That(before.ToString(), Is.EqualTo("b -> b  [64, wait]\nb -> c  [64, wait]"));
        Assert.That(before.ToMermaid(), Does.Contain("[\"c\"]"));
    }

    /// <summary>Declared in no helpful order.</summary>
    private static GraphBlueprint Graph() => new GraphBlueprint()
        .Add(Words, context => new ActionBlock<string>(_ => { }, context.Bounded()))
        .Add(B, Pass)
        .Route(B, Words, x => $"{x}", new()
        {
            Capacity = 100,
            CapacityBytes = 4096,
            Size = word => word.Length,
            WhenFull = WhenFull.Coalesce,
            Coalescing = Coalescing.By((string word) => word, (_, word) => word),
        })
        .Connect(A, B, new() { Capacity = 1 })
        .Add(A, Pass)
        .Entry(A)
        .Signal(new SignalKey<int>("moved"), [Words], A, x => x, Math.Max)
        .Signal(new SignalKey<int>("\"quoted\""), [], B, x => x, Math.Max);
}
