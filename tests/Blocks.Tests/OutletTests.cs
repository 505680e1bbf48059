using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;
using Tidings.Contract;

namespace Blocks.Tests;

public class OutletTests
{
    [Test]
    public void A_reservation_keeps_the_item_and_releasing_it_offers_it_again()
    {
        var world = new VirtualWorld();
        var target = new ScriptedTarget(DataflowMessageStatus.Postponed, DataflowMessageStatus.Postponed);
        var outlet = new Outlet<int>(target, world.Time);
        var delivered = world.Start(async () => Assert.That(await outlet.DeliverAsync(5), Is.True));
        world.RunReady();

        Assert.That(outlet.ReserveMessage(target.Offers[0], target), Is.True);
        outlet.OfferAgain();
        world.RunReady();
        Assert.That(target.Offers, Has.Count.EqualTo(1), "a reserved item is not offered again");

        outlet.ReleaseReservation(target.Offers[0], target);
        world.RunReady();
        Assert.That(target.Offers, Has.Count.EqualTo(2));
        Assert.That(outlet.ReserveMessage(target.Offers[0], target), Is.False);
        Assert.That(() => outlet.ReleaseReservation(target.Offers[0], target), Throws.InvalidOperationException);

        Assert.That(outlet.ConsumeMessage(target.Offers[1], target, out var consumed), Is.EqualTo(5));
        Assert.That(consumed, Is.True);
        outlet.ConsumeMessage(target.Offers[1], target, out var twice);
        Assert.That(twice, Is.False);
        world.RunUntil(() => delivered.IsCompletedSuccessfully, TimeSpan.Zero);
    }

    [Test]
    public void What_is_declined_without_a_promise_is_offered_again_a_little_later()
    {
        var world = new VirtualWorld();
        var target = new ScriptedTarget(DataflowMessageStatus.Declined, DataflowMessageStatus.NotAvailable, DataflowMessageStatus.Accepted);
        var outlet = new Outlet<int>(target, world.Time);

        world.Run(async () => Assert.That(await outlet.DeliverAsync(5), Is.True));

        Assert.That(target.Offers, Has.Count.EqualTo(3));
        Assert.That(world.Now, Is.EqualTo(TimeSpan.FromMilliseconds(10)));
    }

    [Test]
    public void A_target_that_ended_without_a_word_is_asked_once_more()
    {
        var world = new VirtualWorld();
        var target = new ScriptedTarget(DataflowMessageStatus.Postponed, DataflowMessageStatus.DecliningPermanently);
        var outlet = new Outlet<int>(target, world.Time);
        var refused = world.Start(async () => Assert.That(await outlet.DeliverAsync(5), Is.False));
        world.RunReady();

        outlet.OfferAgain();

        world.RunUntil(() => refused.IsCompletedSuccessfully, TimeSpan.Zero);
    }

    private sealed class ScriptedTarget(params DataflowMessageStatus[] answers) : ITargetBlock<int>
    {
        public List<DataflowMessageHeader> Offers { get; } = [];

        public Task Completion => Task.CompletedTask;

        public DataflowMessageStatus OfferMessage(DataflowMessageHeader messageHeader, int messageValue, ISourceBlock<int>? source, bool consumeToAccept)
        {
            Offers.Add(messageHeader);
            return answers[Offers.Count - 1];
        }

        public void Complete()
        {
        }

        public void Fault(Exception exception)
        {
        }
    }
}
