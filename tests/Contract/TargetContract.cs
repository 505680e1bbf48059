using System.Threading.Tasks.Dataflow;
using NUnit.Framework;
using Tidings.Blocks;

namespace Tidings.Contract;

/// <summary>
/// What everything that stands in a graph keeps, stage or sink. A fixture derives from <see cref="StageContract{TIn, TOut}"/> or
/// <see cref="SinkContract{TIn}"/>, gives a factory and samples, and inherits the tests.
/// </summary>
public abstract class TargetContract<TIn>
{
    /// <summary>Inputs that the block takes in this order; at least three. Each call gives fresh ones.</summary>
    protected abstract IReadOnlyList<TIn> Samples();

    /// <summary>Makes the block under test.</summary>
    protected abstract ITargetBlock<TIn> CreateTarget(StageContext context);

    /// <summary>More inputs than the block may hold when nothing runs. Default 1024.</summary>
    protected virtual int InputBound => 1024;

    /// <summary>Virtual time that the block may need to end.</summary>
    protected virtual TimeSpan TimeToEnd => TimeSpan.FromMinutes(5);

    /// <summary>What the block raised in this test.</summary>
    protected RecordedSignals Signals { get; private set; } = new();

    private protected VirtualWorld World { get; private set; } = new();

    [SetUp]
    public void MakeWorld()
    {
        World = new VirtualWorld(seed: 11);
        Signals = new RecordedSignals();
    }

    [Test]
    public void Completes_once_however_often_it_is_told_to()
    {
        var block = Make();
        Read(block);
        PostAll(block, Samples());

        block.Complete();
        block.Complete();
        World.RunUntil(() => block.Completion.IsCompleted, TimeToEnd);

        Assert.That(block.Completion.IsCompletedSuccessfully, Is.True);
        Assert.That(block.Complete, Throws.Nothing);
    }

    [Test]
    public void Declines_for_good_once_it_was_completed()
    {
        var block = Make();
        block.Complete();

        Assert.That(block.OfferMessage(new DataflowMessageHeader(1), Samples()[0], null, false), Is.EqualTo(DataflowMessageStatus.DecliningPermanently));
        Read(block);
        World.RunUntil(() => block.Completion.IsCompleted, TimeToEnd);
        Assert.That(block.OfferMessage(new DataflowMessageHeader(2), Samples()[0], null, false), Is.EqualTo(DataflowMessageStatus.DecliningPermanently));
    }

    [Test]
    public void Refuses_more_than_its_bound_while_it_cannot_work()
    {
        var block = Make();
        var taken = 0;
        while (taken <= InputBound && block.Post(Samples()[taken % Samples().Count]))
        {
            taken++;
        }

        Assert.That(taken, Is.InRange(1, InputBound));
    }

    [Test]
    public void Postpones_what_a_source_offers_over_the_bound_and_comes_back_for_it()
    {
        var block = Make();
        for (var taken = 0; taken <= InputBound && block.Post(Samples()[taken % Samples().Count]); taken++)
        {
        }

        var source = new OneItemSource<TIn>(Samples()[0]);
        Assert.That(source.OfferTo(block), Is.EqualTo(DataflowMessageStatus.Postponed));
        Read(block);
        World.RunUntil(() => source.WasConsumed, TimeToEnd);
    }

    [Test]
    public void A_fault_ends_it_with_that_fault()
    {
        var block = Make();
        PostAll(block, Samples().Take(1));
        var fault = new InvalidDataException("a fault from outside");

        block.Fault(fault);
        World.RunUntil(() => block.Completion.IsCompleted, TimeToEnd);

        Assert.That(block.Completion.Exception?.Flatten().InnerExceptions, Does.Contain(fault));
    }

    [Test]
    public void Runs_on_its_scheduler_alone()
    {
        var block = Make();
        Read(block);
        PostAll(block, Samples());
        World.RunReady();

        Assert.That(World.Steps, Is.GreaterThan(0));
        Assert.That(World.Escapes, Is.Zero);
    }

    /// <summary>Takes what comes out, if something does.</summary>
    private protected virtual void Read(ITargetBlock<TIn> block)
    {
    }

    private protected StageContext Context() => AloneContext.Create("contract", World, Signals);

    private protected ITargetBlock<TIn> Make() => CreateTarget(Context());

    private protected void PostAll(ITargetBlock<TIn> block, IEnumerable<TIn> items)
    {
        foreach (var item in items)
        {
            World.RunReady();
            Assert.That(block.Post(item), Is.True, $"The block does not take '{item}'.");
        }
    }
}
