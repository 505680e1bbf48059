using System.Security.Cryptography;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Download;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Serve;
using Tidings.Blocks.Wire;
using Tidings.Simulation.Checks.Records;

namespace Simulation.Tests.Checks;

/// <summary>What the checkers gather from edges, fed by hand.</summary>
public sealed class RecordTests
{
    private const int Unit = 1000;

    private static readonly NodeId Peer = new(SHA256.HashData([1]));
    private static readonly ArtifactId Id = new(SHA256.HashData([2]));

    [Test]
    public void Dials_may_follow_each_other_at_the_pace_of_the_backoff_and_not_faster()
    {
        var slow = Dials(0, 100, 250, 500, 900);
        var fast = Dials(0, 20, 40);
        Assert.That(slow.TooSoon, Is.Null);
        Assert.That(fast.TooSoon?.Gap, Is.EqualTo(TimeSpan.FromMilliseconds(20)));
    }

    [Test]
    public void A_wait_that_does_not_double_is_found() =>
        Assert.That(Dials(0, 100, 200, 300, 400).TooSoon?.Least, Is.EqualTo(TimeSpan.FromMilliseconds(180)));

    [Test]
    public void Dials_of_a_session_are_not_counted()
    {
        var dials = new DialRecord { Backoff = (TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30)) };
        dials.Joined(Peer);
        dials.Dialled(Peer, TimeSpan.FromMilliseconds(1));
        dials.Dialled(Peer, TimeSpan.FromMilliseconds(2));
        Assert.That(dials.TooSoon, Is.Null);
        dials.Left(Peer);
        dials.Dialled(Peer, TimeSpan.FromMilliseconds(3));
        dials.Dialled(Peer, TimeSpan.FromMilliseconds(4));
        Assert.That(dials.TooSoon, Is.Not.Null);
    }

    [Test]
    public void A_frame_before_its_session_is_found_and_one_after_its_session_is_not()
    {
        var sessions = new SessionRecord();
        sessions.Received(new InboundPeer(new PeerJoined(Peer, 1, 7, [])));
        sessions.Received(Frame(1));
        sessions.Received(new InboundPeer(new PeerJoined(Peer, 2, 7, [])));
        sessions.Received(Frame(1));
        Assert.That(sessions.Broken, Is.Null);
        sessions.Received(Frame(3));
        Assert.That(sessions.Broken, Does.Contain("READY"));
    }

    [Test]
    public void A_session_that_begins_twice_is_found()
    {
        var sessions = new SessionRecord();
        sessions.Received(new InboundPeer(new PeerJoined(Peer, 2, 7, [])));
        sessions.Received(new InboundPeer(new PeerJoined(Peer, 2, 7, [])));
        Assert.That(sessions.Broken, Is.Not.Null);
    }

    [Test]
    public void A_request_is_open_from_its_message_to_its_end_or_its_lanes_end()
    {
        var requests = Joined();
        requests.Sent(Asking(1, 2, 3));
        Assert.That(requests.OpenOf(Peer), Is.EqualTo(3));
        requests.Heard(Answer(new EndMessage("memo", [new RequestEnd(1, EndReason.Gone, 0)])));
        requests.Heard(Answer(new ChunkMessage("memo", 2, 0, [], new byte[1])));
        Assert.That((requests.OpenOf(Peer), requests.ChunksReceived), Is.EqualTo((1, 1L)));
        requests.Heard(new DownloadPeer(new LaneChanged(Peer, 1, 1, false)));
        Assert.That((requests.OpenOf(Peer), requests.Lost), Is.EqualTo((0, 1L)));
        requests.Sent(Asking(4));
        Assert.That(requests.OpenOf(Peer), Is.Zero, "Its lane is down.");
    }

    [Test]
    public void A_chunk_that_is_asked_for_twice_is_noted()
    {
        var requests = Joined();
        requests.Sent(Asking(1, 2));
        Assert.That(requests.AskedTwice, Is.EqualTo((Id, 0u)));
    }

    [Test]
    public void Bulk_may_go_before_an_urgent_request_with_its_share_and_not_with_more()
    {
        var serving = Waiting();
        for (ulong bulk = 100; bulk < 108; bulk++)
        {
            serving.Sent(Sending(bulk));
        }

        Assert.That(serving.Broken, Is.Null);
        serving.Sent(Sending(108));
        Assert.That(serving.Broken, Does.Contain("request 1"));
    }

    [Test]
    public void Bulk_may_follow_an_urgent_request_that_was_answered()
    {
        var serving = Waiting();
        serving.Sent(Sending(1));
        for (ulong bulk = 100; bulk < 120; bulk++)
        {
            serving.Sent(Sending(bulk));
        }

        Assert.That(serving.Broken, Is.Null);
    }

    [Test]
    public void A_lower_class_may_wait_for_its_share_and_not_for_longer([Values(FetchPriority.Fetch, FetchPriority.Later)] FetchPriority priority)
    {
        var most = (priority == FetchPriority.Fetch ? 8 : 16) + 8;
        var serving = new ServeRecord(Unit, Unit);
        serving.Heard(new ServeMessage(Decoded(new RequestsMessage("memo", [Request(1) with { Class = priority }]))));
        SendUrgent(serving, from: 100, most);
        Assert.That(serving.Starved, Is.Null);
        SendUrgent(serving, from: 200, 1);
        Assert.That(serving.Starved?.Peer, Is.EqualTo(Peer));
    }

    [Test]
    public void A_lower_class_that_has_its_turn_or_wants_none_does_not_starve()
    {
        var serving = new ServeRecord(Unit, Unit);
        serving.Heard(new ServeMessage(Decoded(new RequestsMessage("memo", [.. Enumerable.Range(1, 3).Select(number => Request((ulong)number) with { Class = FetchPriority.Later })]))));
        SendUrgent(serving, from: 100, 24);
        serving.Sent(Sending(1));
        SendUrgent(serving, from: 200, 24);
        serving.Sent(Out(new EndMessage("memo", [new RequestEnd(2, EndReason.Gone, 0), new RequestEnd(3, EndReason.Busy, 0)]), FlowRole.Serve));
        SendUrgent(serving, from: 300, 100);
        Assert.That(serving.Starved, Is.Null);
    }

    [TestCase(0, 1)]
    [TestCase(1, 0)]
    public void A_request_counts_as_taken_back_also_in_the_moment_in_which_its_chunk_comes(int laterMs, int cancelled)
    {
        var now = TimeSpan.Zero;
        var requests = Joined(() => now);
        requests.Sent(Asking(1));
        requests.Heard(Answer(new ChunkMessage("memo", 1, 0, [], new byte[1])));
        now += TimeSpan.FromMilliseconds(laterMs);
        requests.Sent(Out(new CancelMessage("memo", [1]), FlowRole.Download));
        Assert.That(requests.Cancelled, Is.EqualTo(cancelled));
    }

    private static void SendUrgent(ServeRecord serving, ulong from, int count)
    {
        for (var number = from; number < from + (ulong)count; number++)
        {
            serving.Heard(new ServeMessage(Decoded(new RequestsMessage("memo", [Request(number)]))));
            serving.Sent(Sending(number));
        }
    }

    private static DialRecord Dials(params int[] milliseconds)
    {
        var dials = new DialRecord { Backoff = (TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30)) };
        foreach (var at in milliseconds)
        {
            dials.Dialled(Peer, TimeSpan.FromMilliseconds(at));
        }

        return dials;
    }

    private static RequestRecord Joined() => Joined(static () => TimeSpan.Zero);

    private static RequestRecord Joined(Func<TimeSpan> now)
    {
        var requests = new RequestRecord(now);
        requests.Heard(new DownloadPeer(new PeerJoined(Peer, 1, 7, [])));
        requests.Heard(new DownloadPeer(new LaneChanged(Peer, 1, 1, true)));
        return requests;
    }

    private static ServeRecord Waiting()
    {
        var serving = new ServeRecord(Unit, Unit);
        serving.Heard(new ServeMessage(Decoded(new RequestsMessage("memo", [Request(1)]))));
        return serving;
    }

    private static ChunkRequest Request(ulong number) => new(number, Id, 0, 1, FetchPriority.FetchNow);

    private static OutboundMessage Asking(params ulong[] numbers) => Out(new RequestsMessage("memo", [.. numbers.Select(Request)]), FlowRole.Download);

    private static OutboundMessage Sending(ulong number) => Out(new ChunkMessage("memo", number, 0, [], new byte[1]), FlowRole.Serve);

    private static OutboundMessage Out(WireMessage message, FlowRole role) => new(new Flow("memo", role), Peer, 1, 1, FetchPriority.Fetch, message, Unit);

    private static DownloadAnswer Answer(WireMessage message) => new(Decoded(message));

    private static DecodedMessage Decoded(WireMessage message) => new(Peer, 1, 1, "memo", message, new RentedBuffer([], 0, null));

    private static InboundFrame Frame(long session) => new(Peer, session, 0, FrameType.Slots, new RentedBuffer([], 0, null));
}
