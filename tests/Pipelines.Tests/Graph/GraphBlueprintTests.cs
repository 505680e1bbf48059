using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;
using Tidings.Contract;
using Tidings.Pipelines.Graph;
using static Pipelines.Tests.Graph.TestGraph;

namespace Pipelines.Tests.Graph;

public class GraphBlueprintTests
{
    private readonly List<int> _output = [];

    [SetUp]
    public void Clear() => _output.Clear();

    [Test]
    public void A_replaced_stage_works_in_the_place_of_the_old_one()
    {
        var world = new VirtualWorld();
        var graph = Line(_output).ReplaceWith(B, x => x * 10).Materialize(Environment(world));

        graph.Feed(world, [1, 2, 3]);

        Assert.That(_output, Is.EqualTo(new[] { 10, 20, 30 }));
    }

    [Test]
    public void A_replaced_sink_works_in_the_place_of_the_old_one()
    {
        var world = new VirtualWorld();
        List<int> other = [];
        var graph = Line(_output).Replace(End, Into(other)).Materialize(Environment(world));

        graph.Feed(world, [1, 2]);

        Assert.That(other, Is.EqualTo(new[] { 1, 2 }));
        Assert.That(_output, Is.Empty);
    }

    [Test]
    public void What_is_put_in_before_a_stage_sees_all_that_flows_into_it()
    {
        var world = new VirtualWorld();
        List<int> seen = [];
        var blueprint = Line(_output).Entry(B);
        blueprint.Before(B).Insert("tap", Tap(seen));
        var graph = blueprint.Materialize(Environment(world));

        graph.Entry(B).TryWrite(100);
        graph.Feed(world, [1, 2]);

        Assert.That(seen, Is.EquivalentTo(new[] { 1, 2, 100 }));
        Assert.That(_output, Is.EquivalentTo(new[] { 1, 2, 100 }));
    }

    [Test]
    public void What_is_put_in_before_a_sink_and_after_a_stage_stands_in_the_order_of_the_cuts()
    {
        var world = new VirtualWorld();
        var blueprint = Line(_output);
        blueprint.After(A).Insert("double", context => new TransformBlock<int, int>(x => x * 2, context.Bounded(1)));
        blueprint.After(A).Insert("plus", context => new TransformBlock<int, int>(x => x + 1, context.Bounded(1)));
        blueprint.Before(End).Insert("minus", context => new TransformBlock<int, int>(x => -x, context.Bounded(1)));
        var graph = blueprint.Materialize(Environment(world));

        graph.Feed(world, [1, 2]);

        Assert.That(_output, Is.EqualTo(new[] { -4, -6 }));
    }

    [Test]
    public void A_cut_keeps_the_options_where_they_decide_the_order_and_adds_no_queue()
    {
        var blueprint = Line(_output, new() { Capacity = 7 });
        blueprint.After(A).Insert("x", Pass);
        blueprint.Before(End).Insert("y", Pass);

        Assert.That(blueprint.Describe().ToString().Split('\n'), Is.EqualTo(new[]
        {
            "(outside) -> a  [entry; 7, wait]",
            "a -> a/x#1  [7, wait]",
            "a/x#1 -> b  [1, wait]",
            "b -> end/y#2  [7, wait]",
            "end/y#2 -> end  [1, wait]",
        }));
    }

    [Test]
    public void What_is_put_in_after_a_routed_stage_stands_before_its_routes()
    {
        var world = new VirtualWorld();
        List<int> seen = [];
        var blueprint = new GraphBlueprint().Add(A, Pass).Add(End, Into(_output)).Entry(A);
        var words = new SinkStage<string>("words");
        List<string> texts = [];
        blueprint.Add(words, context => new ActionBlock<string>(texts.Add, context.Bounded())).Route(A, words, x => x > 1 ? $"{x}" : null);
        blueprint.Entry(End);
        blueprint.After(A).Insert("tap", Tap(seen));
        var graph = blueprint.Materialize(Environment(world));

        graph.Feed(world, [1, 2, 3]);

        Assert.That(seen, Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(texts, Is.EqualTo(new[] { "2", "3" }));
    }

    [Test]
    public void An_unknown_stage_is_answered_with_those_that_exist()
    {
        Assert.That(
            () => Line(_output).ReplaceWith(C, x => x),
            Throws.InvalidOperationException.With.Message.EqualTo("The graph has no stage 'c'. It has: a, b, end."));
        Assert.That(() => Line(_output).Before(C), Throws.InvalidOperationException.With.Message.Contains("a, b, end"));
        Assert.That(
            () => Line(_output).ReplaceWith(new Stage<int, string>("a"), x => ""),
            Throws.InvalidOperationException.With.Message.EqualTo("Stage 'a' is in the graph with other types."));
    }

    [Test]
    public void Names_are_given_once()
    {
        Assert.That(() => Line(_output).Add(A, Pass), Throws.InvalidOperationException);
        Assert.That(() => Line(_output).Entry(A), Throws.InvalidOperationException);
        Assert.That(() => new GraphBlueprint().Add(A, Pass).After(A).Insert("x", Pass), Throws.InvalidOperationException.With.Message.Contains("Nothing flows out of 'a'"));
    }

    [Test]
    public void A_started_blueprint_is_frozen_and_its_copies_are_not()
    {
        var world = new VirtualWorld();
        var blueprint = Line(_output);
        var before = blueprint.Copy();
        var cut = blueprint.After(A);
        blueprint.Materialize(Environment(world));

        Assert.That(() => blueprint.ReplaceWith(B, x => x), Throws.InvalidOperationException);
        Assert.That(() => cut.Insert("late", Pass), Throws.InvalidOperationException);
        Assert.That(() => blueprint.Materialize(Environment(world)), Throws.InvalidOperationException);
        Assert.That(() => before.ReplaceWith(B, x => x).Materialize(Environment(world)), Throws.Nothing);
        Assert.That(() => blueprint.Copy().Add(C, Pass), Throws.Nothing);
        Assert.That(blueprint.Contains(C), Is.False);
        Assert.That(blueprint.Contains(A), Is.True);
        Assert.That(blueprint.Contains(new Stage<int, string>("a")), Is.False);
    }

    [Test]
    public void Each_stage_has_its_own_random_stream_that_only_the_seed_decides()
    {
        var drawn = Draw(seed: 1);

        Assert.That(Draw(seed: 1), Is.EqualTo(drawn));
        Assert.That(Draw(seed: 2), Is.Not.EqualTo(drawn));
        Assert.That(drawn.Distinct().Count(), Is.EqualTo(2));
    }

    [Test]
    public void A_factory_that_throws_stops_the_start_and_every_one_is_named()
    {
        var blueprint = Line(_output)
            .Replace(A, _ => throw new InvalidDataException("no a"))
            .Replace(B, context => context.Signal(new SignalKey<int>("nowhere")) is null ? Pass(context) : Pass(context));

        Assert.That(
            () => blueprint.Materialize(Environment(new VirtualWorld())),
            Throws.TypeOf<GraphException>().With.Property("Mistakes").EqualTo(new[]
            {
                "Stage 'a' cannot be made: no a",
                "Stage 'b' cannot be made: The graph has no signal 'nowhere' of Int32. It has: none.",
            }));
    }

    private List<int> Draw(int seed)
    {
        List<int> drawn = [];
        Line(_output)
            .Replace(A, context => Drawing(context, drawn))
            .Replace(B, context => Drawing(context, drawn))
            .Materialize(Environment(new VirtualWorld(seed)));
        return drawn;
    }

    private static IPropagatorBlock<int, int> Drawing(StageContext context, List<int> drawn)
    {
        drawn.Add(context.Random.Next());
        return Pass(context);
    }

    private static StageFactory<int, int> Tap(List<int> seen) => context => new TransformBlock<int, int>(
        x =>
        {
            seen.Add(x);
            return x;
        },
        context.Bounded(1));
}
