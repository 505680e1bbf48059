using Simulation.Tests.Kinds;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Move;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Wire;
using Tidings.Simulation.Cuts;

namespace Simulation.Tests.Cuts;

public sealed class DropTests
{
    [Test]
    public void About_as_many_are_lost_as_the_rate_says_and_the_rest_keep_their_order([Values(1, 2, 3)] int seed)
    {
        var cut = CutAlone.Make<int>(cut => cut.Drop(0.3), seed).Post(Enumerable.Range(0, 1000));
        Assert.That(cut.Output, Has.Count.InRange(630, 770));
        Assert.That(cut.Output, Is.Ordered);
    }

    [Test]
    public void Only_those_are_lost_that_were_meant()
    {
        var cut = CutAlone.Make<int>(cut => cut.Drop(1, item => item % 2 == 0)).Post(Enumerable.Range(0, 10));
        Assert.That(cut.Output, Is.EqualTo(new[] { 1, 3, 5, 7, 9 }));
    }

    [Test]
    public void A_lost_message_gives_its_memory_back_and_who_is_connected_is_never_lost()
    {
        var items = new OwnedItems();
        var cut = CutAlone.Make<PeerMessage>(cut => cut.Drop(1)).Post([items.Chunk(1), OwnedItems.Joined, items.Chunk(2)]);
        Assert.That(cut.Output, Has.One.Items.And.All.InstanceOf<PeerChanged>());
        Assert.That(items.Charged, Is.Zero);
    }

    [Test]
    public void The_room_of_a_lost_message_is_given_back()
    {
        var flow = new Flow("memo", FlowRole.Serve);
        var message = new OutboundMessage(flow, OwnedItems.Peer, 1, 2, FetchPriority.Fetch, new CancelMessage("memo", [1]), 50);
        var demand = new Demand(flow, OwnedItems.Peer, 1, 2, FetchPriority.Fetch, 10);
        var cut = CutAlone.Make<BandwidthInput>(cut => cut.Drop(1)).Post([demand, message with { MoreFollow = true }, message]);
        Assert.That(cut.Output, Is.EqualTo(new BandwidthInput[] { demand, new GrantReturned(flow, OwnedItems.Peer, 1, 2, 50) }));
    }

    [Test]
    public void Where_everything_has_one_owner_nothing_can_be_dropped() => Assert.That(
        () => CutAlone.Make<MoveInput<Memo>>(cut => cut.Drop(0.1)), Throws.InvalidOperationException.With.Message.Contains("move stage"));
}
