using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Tests.Dedupe;
using Tidings.Blocks.Wire;
using Tidings.Contract;

namespace Tidings.Blocks.Tests.Publish;

public sealed class PublishBlockTests
{
    private readonly RecordedOffences _offences = new();
    private StageAlone<PublishInput, BandwidthInput> _stage = null!;

    [SetUp]
    public void Begin()
    {
        _offences.Reported.Clear();
        _stage = StageAlone.Of<PublishInput, BandwidthInput>(context => PublishBlockContract.Make(context, _offences));
        _stage.Post(new PublishPeer(Some.Joined(Some.Peer(1), 1)));
    }

    [Test]
    public void Its_one_timer_raises_the_wake_of_each_heartbeat()
    {
        var interval = new PublishOptions().HeartbeatInterval;
        _stage.RunFor(interval - TimeSpan.FromMilliseconds(1));
        Assert.That(_stage.Signals.Raised(PublishBlockContract.Wake), Is.Empty);
        _stage.RunFor(TimeSpan.FromMilliseconds(1));
        Assert.That(_stage.Signals.Raised(PublishBlockContract.Wake), Has.Count.EqualTo(1));
        _stage.Post(new PublishWake()).RunFor(interval);
        Assert.That(_stage.Signals.Raised(PublishBlockContract.Wake), Has.Count.EqualTo(2));
    }

    [Test]
    public void More_held_marks_than_adverts_are_a_flood_and_their_frame_goes_back()
    {
        var buffers = new FakeBuffers();
        var marks = new HeldMessage(Some.Kind, [new CommitRange(1, ulong.MaxValue)]);
        _stage.Post(new PublishMessage(Some.Message(Some.Peer(1), 1, marks, buffers.TryRent(Some.Peer(1), 64))));
        Assert.That(_offences.Reported, Is.EqualTo(new[] { (Some.Peer(1), Offence.Flood) }));
        Assert.That(buffers.Outstanding, Is.Zero);
    }
}
