using System.Threading.Tasks.Dataflow;
using Tidings.Contract;

namespace Tidings.Blocks.Tests;

public class StageBlockTests
{
    private static readonly DataflowLinkOptions s_toTheEnd = new() { PropagateCompletion = true };

    private readonly VirtualWorld _world = new();

    [Test]
    public void What_an_input_gives_is_taken_in_order_before_the_next_input_is_looked_at()
    {
        List<int> handled = [];
        var reader = new CollectingTarget<int>(room: 1);
        var block = Make(handled, reader, gives: 3);

        block.Post(1);
        block.Post(2);
        _world.RunReady();
        Assert.That(handled, Is.EqualTo(new[] { 1 }));
        Assert.That(reader.Items, Is.EqualTo(new[] { 10 }));

        reader.MakeRoom(5);
        _world.RunReady();
        Assert.That(reader.Items, Is.EqualTo(new[] { 10, 11, 12, 20, 21, 22 }));
    }

    [Test]
    public void It_keeps_what_it_has_for_a_reader_that_comes_later_and_has_one_reader()
    {
        var block = Make([], null, gives: 2);
        block.Post(1);
        _world.RunReady();
        var reader = new CollectingTarget<int>();
        block.LinkTo(reader, s_toTheEnd);
        block.Complete();
        _world.RunUntil(() => reader.Completion.IsCompletedSuccessfully, TimeSpan.Zero);

        Assert.That(reader.Items, Is.EqualTo(new[] { 10, 11 }));
        Assert.That(() => block.LinkTo(new CollectingTarget<int>(), s_toTheEnd), Throws.InvalidOperationException);
    }

    [Test]
    public void What_its_reader_does_not_take_any_more_is_freed_and_wedges_nothing([Values] bool readerEnds)
    {
        List<Owned> made = [];
        var block = new StageBlock<int, Owned>(_ => [Owned.In(made), Owned.In(made)], AloneContext.Create("stage", _world, new RecordedSignals()));
        var reader = new CollectingTarget<Owned>(room: 0);
        block.LinkTo(reader, s_toTheEnd);
        block.Post(1);
        _world.RunReady();
        Assert.That(made.Count(owned => owned.IsFreed), Is.Zero);

        if (readerEnds)
        {
            reader.Complete();
            reader.MakeRoom(1);
            block.Complete();
        }
        else
        {
            block.Fault(new InvalidDataException("broken"));
        }

        _world.RunUntil(() => block.Completion.IsCompleted, TimeSpan.FromSeconds(1));
        Assert.That(made.Count(owned => owned.IsFreed), Is.EqualTo(readerEnds ? 1 : 2));
    }

    private StageBlock<int, int> Make(List<int> handled, ITargetBlock<int>? reader, int gives)
    {
        var block = new StageBlock<int, int>(
            input =>
            {
                handled.Add(input);
                return [.. Enumerable.Range(10 * input, gives)];
            },
            AloneContext.Create("stage", _world, new RecordedSignals()));
        if (reader is not null)
        {
            block.LinkTo(reader, s_toTheEnd);
        }

        return block;
    }

    private sealed class Owned : IDisposable
    {
        public bool IsFreed { get; private set; }

        public static Owned In(List<Owned> all)
        {
            all.Add(new Owned());
            return all[^1];
        }

        public void Dispose() => IsFreed = true;
    }
}
