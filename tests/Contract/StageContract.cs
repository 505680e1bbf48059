using System.Threading.Tasks.Dataflow;
using NUnit.Framework;
using Tidings.Blocks;
using Tidings.Pipelines.Graph;

namespace Tidings.Contract;

/// <summary>What every stage keeps: derive a fixture, give a factory, samples, and how many outputs the samples have.</summary>
public abstract class StageContract<TIn, TOut> : TargetContract<TIn>
{
    /// <summary>The factory under test.</summary>
    protected abstract StageFactory<TIn, TOut> Factory { get; }

    /// <summary>How many outputs <see cref="TargetContract{TIn}.Samples"/> have in all, until the stage has ended; as many as there are samples, if it is one to one.</summary>
    protected abstract int OutputsOfSamples { get; }

    /// <summary>Whether the stage stops taking inputs while nobody reads its outputs. False where what waits is a bounded table, for which inputs are merged.</summary>
    protected virtual bool WaitsForItsReader => true;

    /// <summary>For how many of <see cref="OutputsOfSamples"/> an output counts. More than one where a stage says several things in one go.</summary>
    /// <param name="output">The output.</param>
    protected virtual int Weight(TOut output) => 1;

    [Test]
    public void Loses_nothing_that_it_accepted_however_slowly_it_is_read([Range(1, 10)] int seed)
    {
        var world = new VirtualWorld(seed);
        List<TOut> output = [];
        var block = Factory(AloneContext.Create("stage", world, Signals));
        var reader = SlowReader(AloneContext.Create("reader", world), output);
        var entrance = Edge(world, block);
        var exit = Edge(world, reader);
        block.LinkTo(exit, new DataflowLinkOptions { PropagateCompletion = true });

        world.Run(
            async () =>
            {
                foreach (var sample in Samples())
                {
                    Assert.That(await entrance.WriteAsync(sample, CancellationToken.None), Is.True);
                }

                entrance.Complete();
                await reader.Completion;
            },
            TimeToEnd);

        Assert.That(block.Completion.IsCompletedSuccessfully, Is.True);
        Assert.That(output.Sum(Weight), Is.EqualTo(OutputsOfSamples));
    }

    [Test]
    public void Stops_taking_inputs_while_nobody_reads_its_outputs()
    {
        if (!WaitsForItsReader)
        {
            Assert.Ignore("What waits in this stage is a bounded table.");
        }

        var block = Make();
        var taken = 0;
        while (taken <= InputBound && block.Post(Samples()[taken % Samples().Count]))
        {
            taken++;
            World.RunReady();
        }

        Assert.That(taken, Is.InRange(1, InputBound));
    }

    [Test]
    public void Tells_its_reader_when_it_ends_and_when_it_faults([Values] bool faults)
    {
        var block = Factory(Context());
        var reader = new CollectingTarget<TOut>();
        block.LinkTo(reader, new DataflowLinkOptions { PropagateCompletion = true });

        if (faults)
        {
            block.Fault(new InvalidDataException("a fault from outside"));
        }
        else
        {
            block.Complete();
        }

        World.RunUntil(() => reader.Completion.IsCompleted, TimeToEnd);
        Assert.That(reader.Completion.IsFaulted, Is.EqualTo(faults));
    }

    /// <inheritdoc />
    protected sealed override ITargetBlock<TIn> CreateTarget(StageContext context) => Factory(context);

    private protected sealed override void Read(ITargetBlock<TIn> block) =>
        ((ISourceBlock<TOut>)block).LinkTo(new CollectingTarget<TOut>(), new DataflowLinkOptions { PropagateCompletion = true });

    private static ChannelEdge<T> Edge<T>(VirtualWorld world, ITargetBlock<T> to)
    {
        var edge = new ChannelEdge<T>("edge", "stage", new() { Capacity = 1 }, to, new Intake(to, 1), world.Scheduler, world.Time);
        edge.Start();
        return edge;
    }

    private static ActionBlock<TOut> SlowReader(StageContext context, List<TOut> output) => new(
        async item =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(context.Random.Next(5)), context.Time);
            output.Add(item);
        },
        context.Bounded(1));
}
