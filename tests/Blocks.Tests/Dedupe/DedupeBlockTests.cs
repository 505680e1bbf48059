using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Contract;

namespace Tidings.Blocks.Tests.Dedupe;

public sealed class DedupeBlockTests
{
    [Test]
    public void Frames_go_back_whether_or_not_their_session_stands()
    {
        var buffers = new FakeBuffers();
        var stage = StageAlone.Of<DedupeInput, DedupeOutput>(context => DedupeBlockContract.Make(context, new FakeBuffers(), new RecordedOffences()));
        stage.Post(new DedupePeer(Some.Joined(Some.Peer(1), 5)));
        stage.Post(Frame(buffers, session: 5, Some.Update(0, 1, 1))).Post(Frame(buffers, session: 4, Some.Update(0, 2)));
        Assert.That(buffers.Outstanding, Is.Zero);
        Assert.That(stage.Output.OfType<HoldersChanged>().Single().Changes.Single().Peer, Is.EqualTo(Some.Peer(1)));
    }

    [Test]
    public void A_slot_out_of_range_is_an_offence()
    {
        var offences = new RecordedOffences();
        var stage = StageAlone.Of<DedupeInput, DedupeOutput>(context => DedupeBlockContract.Make(context, new FakeBuffers(), offences));
        stage.Post(new DedupePeer(Some.Joined(Some.Peer(1), 5))).Post(Frame(new FakeBuffers(), session: 5, Some.Update(16, 1, 1)));
        Assert.That(offences.Reported, Is.EqualTo(new[] { (Some.Peer(1), Offence.SlotOutOfRange) }));
    }

    private static DedupeMessage Frame(FakeBuffers buffers, long session, SlotUpdate update)
    {
        RentedBuffer frame = buffers.TryRent(Some.Peer(1), 64)!;
        return new DedupeMessage(Some.Message(Some.Peer(1), session, new SlotsMessage(Some.Kind, [update]), frame));
    }
}
