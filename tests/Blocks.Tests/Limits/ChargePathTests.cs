using Tidings.Blocks.Limits;

namespace Tidings.Blocks.Tests.Limits;

public sealed class ChargePathTests
{
    private readonly FreedNotice _ours = new();

    [Test]
    public void A_refusal_charges_nothing_for_a_moment_so_that_nobody_else_is_refused_for_it()
    {
        var (peer, node) = (new ByteAccount("peer", 100), new ByteAccount("node", 10));
        Assert.That(new ChargePath(_ours, peer, node).TryCharge(60), Is.False);
        Assert.That((peer.HighWater, peer.Bytes, node.Bytes), Is.EqualTo((0, 0, 0)));
    }

    [Test]
    public void Who_loses_the_race_between_look_and_charge_wakes_those_that_were_refused_for_its_charge()
    {
        // Both looks at the node find room, and the second charge does not: as if another had come in between.
        var (peer, node) = (new ByteAccount("peer", 100), new ByteAccount("node", 10));
        var waiter = new FreedNotice();
        var woken = waiter.Next;
        peer.RaiseWhenFreed(waiter);
        Assert.That(new ChargePath(_ours, peer, node, node).TryCharge(6), Is.False);
        Assert.That(woken.IsCompleted);
        Assert.That((peer.Bytes, node.Bytes), Is.EqualTo((0, 0)));
    }

    [Test]
    public void The_refused_are_not_woken_by_each_others_attempts()
    {
        var (peer, node) = (new ByteAccount("peer", 100), new ByteAccount("node", 10));
        var (large, small) = (new ChargePath(_ours, peer), new ChargePath(_ours, peer, node));
        Assert.That(node.TryCharge(8) && peer.TryCharge(50));
        Assert.That(large.TryCharge(60), Is.False);
        var woken = _ours.Next;
        Assert.That(small.TryCharge(5), Is.False);
        Assert.That(woken.IsCompleted, Is.False, "its own refusal would make it try again for ever");
        node.Discharge(8);
        Assert.That(woken.IsCompleted);
    }

    [Test]
    public void Whoever_is_refused_while_others_come_and_go_gets_its_turn()
    {
        var (peer, node) = (new ByteAccount("peer", 8), new ByteAccount("node", 6));
        int[] sizes = [6, 3, 2, 5];
        var turns = sizes.Select(size => TakeTurns(new FreedNotice(), size)).ToArray();
        Assert.That(Task.WhenAll(turns).Wait(TimeSpan.FromSeconds(60)), "somebody waits for bytes that are free");
        Assert.That((peer.Bytes, node.Bytes), Is.EqualTo((0, 0)));

        Task TakeTurns(FreedNotice notice, int size) => Task.Factory.StartNew(
            async () =>
            {
                var path = new ChargePath(notice, peer, node);
                for (var turn = 0; turn < 5_000; turn++)
                {
                    for (var freed = notice.Next; !path.TryCharge(size); freed = notice.Next)
                    {
                        await freed;
                    }

                    path.Discharge(size);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.None,
            TaskScheduler.Default).Unwrap();
    }
}
