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

    [Test]
    public void Loses_nothing_that_it_accepted_however_slowly_it_is_read([Range(1, 10)] int seed)
    {
        var world = new VirtualWorld(seed);
        var stage = new Stage<TIn, TOut>("stage");
        var sink = new SinkStage<TOut>("sink");
        List<TOut> output = [];
        var graph = new GraphBlueprint()
            .Add(stage, Factory)
            .Add(sink, context => new ActionBlock<TOut>(item => ReadSlowlyAsync(context, output, item), context.Bounded(1)))
            .Entry(stage, new() { Capacity = 1 })
            .Connect(stage, sink, new() { Capacity = 1 })
            .Materialize(new GraphEnvironment { Time = world.Time, Scheduler = world.Scheduler, MeterFactory = new TestMeterFactory(), Seed = (ulong)seed, MessagesPerTask = 1, Signals = Signals });

        var report = world.Run(() => FeedAsync(graph, stage));

        Assert.That(report.Unfinished, Is.Empty);
        Assert.That(graph.Faults, Is.Empty);
        Assert.That(output, Has.Count.EqualTo(OutputsOfSamples));
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

    private async Task<DrainReport> FeedAsync(RunningGraph graph, Stage<TIn, TOut> stage)
    {
        foreach (var sample in Samples())
        {
            Assert.That(await graph.Entry(stage).WriteAsync(sample), Is.True);
        }

        return await graph.StopAsync(TimeToEnd);
    }

    private static async Task ReadSlowlyAsync(StageContext context, List<TOut> output, TOut item)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(context.Random.Next(5)), context.Time);
        output.Add(item);
    }
}
