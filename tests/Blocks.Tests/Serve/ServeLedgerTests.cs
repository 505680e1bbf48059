using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Serve;
using Tidings.Blocks.Wire;
using static Tidings.Blocks.Tests.Limits.LimitsWorld;

namespace Tidings.Blocks.Tests.Serve;

internal sealed class ServeLedgerTests
{
    private TestPool _pool = new();

    [SetUp]
    public void MakePool()
    {
        _pool = new TestPool();
        _pool.Add(1, 1 << 20);
        _pool.Add(2, 1000);
        _pool.Add(3, 100 << 20);
    }

    [Test]
    public void A_request_ends_with_its_chunk_and_the_lease_is_given_back_when_it_is_written()
    {
        var rig = Joined();
        rig.Ask(Peer(1), 7, artifact: 1, chunk: 3);
        var chunk = rig.Chunks.Single();
        Assert.That((chunk.Request, chunk.Chunk, chunk.Data.Length), Is.EqualTo((7UL, 3U, 256 << 10)));
        Assert.That(rig.Sent[0].Lane, Is.EqualTo(1));
        _pool.Remove(1);
        Assert.That(_pool.All[0].IsFreed, Is.False);
        rig.WriteAll();
        Assert.That(_pool.All[0].IsFreed, Is.True);
    }

    [TestCase(99, 0u, EndReason.NotFound)]
    [TestCase(1, 4u, EndReason.NotFound)]
    [TestCase(2, uint.MaxValue, EndReason.NotFound)]
    [TestCase(3, 0u, EndReason.TooLarge)]
    public void What_cannot_be_served_is_said_at_once(int artifact, uint chunk, EndReason reason)
    {
        var rig = new ServeRig(_pool);
        rig.Join(Peer(1), largest: 2 << 20);
        rig.Ask(Peer(1), 1, artifact, chunk);
        Assert.That(rig.Ends.Single(), Is.EqualTo(new RequestEnd(1, reason, 0)));
    }

    [Test]
    public void What_leaves_the_pool_costs_nothing_more_and_its_requests_end_as_gone()
    {
        var rig = Joined();
        for (var chunk = 0u; chunk < 4; chunk++)
        {
            rig.Ask(Peer(1), chunk + 1, artifact: 1, chunk);
        }

        _pool.Remove(1);
        rig.WriteAll();
        Assert.That(rig.Chunks.Select(chunk => chunk.Request), Is.EqualTo(new[] { 1UL }));
        Assert.That(rig.Ends.Select(end => (end.Request, end.Reason)), Is.EqualTo(new[] { (2UL, EndReason.Gone), (3UL, EndReason.Gone), (4UL, EndReason.Gone) }));
    }

    [Test]
    public void A_cancelled_request_ends_as_cancelled_unless_its_chunk_went_out()
    {
        var rig = Joined();
        rig.Ask(Peer(1), 1, artifact: 1);
        rig.Ask(Peer(1), 2, artifact: 1, chunk: 1);
        rig.Cancel(Peer(1), 1, 2, 55);
        rig.WriteAll();
        Assert.That(rig.Chunks.Single().Request, Is.EqualTo(1));
        Assert.That(rig.Ends.Single(), Is.EqualTo(new RequestEnd(2, EndReason.Cancelled, 0)));
    }

    [Test]
    public void Over_the_bound_a_peer_is_told_busy_and_a_time_that_grows_with_its_backlog()
    {
        var rig = Joined(new ServeOptions { RequestsPerPeerMax = 4 });
        for (var request = 1u; request <= 7; request++)
        {
            rig.Ask(Peer(1), request, artifact: 1);
        }

        rig.WriteAll();
        Assert.That(rig.Ends.Select(end => (end.Request, end.Reason)), Is.EqualTo(new[] { (6UL, EndReason.Busy), (7UL, EndReason.Busy) }));
        Assert.That(rig.Ends.First().RetryAfterMs, Is.GreaterThan(1000), "a mebibyte waits, and a quarter of one went out in the last second");
        Assert.That(rig.Chunks.Count(), Is.EqualTo(5));
        Assert.That(rig.Offences, Is.Empty);
    }

    [Test]
    public void A_peer_that_asked_for_nothing_for_long_is_not_taken_for_slow()
    {
        var rig = Joined(new ServeOptions { RequestsPerPeerMax = 1 });
        rig.Advance(TimeSpan.FromMinutes(10));
        rig.Ask(Peer(1), 1, artifact: 1);
        rig.Ask(Peer(1), 2, artifact: 1, chunk: 1);
        rig.Ask(Peer(1), 3, artifact: 1, chunk: 2);
        rig.WriteAll();
        Assert.That(rig.Ends.Single().Reason, Is.EqualTo(EndReason.Busy));
        Assert.That(rig.Ends.Single().RetryAfterMs, Is.LessThan(2000), "one chunk waits, and the peer was never slow");
    }

    [Test]
    public void Bytes_that_wait_are_bounded_too_and_one_request_always_waits()
    {
        var rig = Joined(new ServeOptions { BacklogBytesPerPeerMax = 64 << 10 });
        rig.Ask(Peer(1), 1, artifact: 1);
        rig.Ask(Peer(1), 2, artifact: 1);
        rig.Ask(Peer(1), 3, artifact: 1);
        rig.WriteAll();
        Assert.That(rig.Chunks.Select(chunk => chunk.Request), Is.EqualTo(new[] { 1UL, 2UL }));
        Assert.That(rig.Ends.Single().Reason, Is.EqualTo(EndReason.Busy));
    }

    [Test]
    public void Who_asks_on_without_taking_answers_floods()
    {
        var rig = Joined(new ServeOptions { EndsPerPeerMax = 16 });
        rig.Ask(Peer(1), 1, artifact: 1);
        for (var request = 2u; request <= 300; request++)
        {
            rig.Ask(Peer(1), request, artifact: 99);
        }

        var taken = rig.Ends.Count() + 16;
        Assert.That(taken, Is.LessThan(100), "as many as the lane had room for beside a chunk, and those that wait");
        Assert.That(rig.Offences, Is.EqualTo(Enumerable.Repeat(Offence.Flood, 299 - taken)));
        rig.WriteAll();
        Assert.That(rig.Ends.Count(), Is.EqualTo(taken));
    }

    [Test]
    public void A_request_number_used_twice_is_an_offence_and_served_once()
    {
        var rig = Joined();
        rig.Ask(Peer(1), 1, artifact: 1);
        rig.Ask(Peer(1), 2, artifact: 1);
        rig.Ask(Peer(1), 2, artifact: 1);
        rig.WriteAll();
        Assert.That(rig.Chunks.Count(), Is.EqualTo(2));
        Assert.That(rig.Offences, Is.EqualTo(new[] { Offence.BadFrame }));
    }

    [Test]
    public void Requests_of_a_lane_that_goes_and_late_ones_are_told_busy_on_lane_0()
    {
        var rig = Joined();
        rig.Ask(Peer(1), 1, artifact: 1);
        rig.Ask(Peer(1), 2, artifact: 1);
        rig.Lane(Peer(1), 1, isUp: false);
        rig.Ask(Peer(1), 3, artifact: 1);
        rig.Lane(Peer(1), 1, isUp: true);
        rig.Ask(Peer(1), 4, artifact: 1);
        rig.WriteAll();
        Assert.That(rig.Chunks.Select(chunk => chunk.Request), Is.EqualTo(new[] { 1UL, 4UL }));
        Assert.That(rig.Ends, Is.EqualTo(new[] { new RequestEnd(2, EndReason.Busy, 50), new RequestEnd(3, EndReason.Busy, 50) }));
        Assert.That(rig.Sent.Where(sent => sent.Message is EndMessage).Select(sent => sent.Lane), Is.All.Zero);
    }

    [Test]
    public void The_urgent_go_before_all_that_waited_and_the_rest_keeps_its_share()
    {
        var rig = Joined();
        for (var request = 1u; request <= 24; request++)
        {
            rig.Ask(Peer(1), request, artifact: 1, priority: FetchPriority.Later);
        }

        var next = 100UL;
        rig.Ask(Peer(1), next, artifact: 1, priority: FetchPriority.FetchNow);
        rig.WriteOnce();
        Assert.That(rig.Chunks.Last().Request, Is.EqualTo(next));
        for (var i = 0; i < 170; i++)
        {
            rig.Ask(Peer(1), ++next, artifact: 1, priority: FetchPriority.FetchNow);
            rig.WriteOnce();
        }

        Assert.That(rig.Chunks.Count(chunk => chunk.Request <= 24), Is.InRange(10, 12), "one before the urgent came, then one in sixteen");
    }

    [Test]
    public void An_urgent_request_goes_before_other_peers_although_its_own_filled_the_demand()
    {
        var rig = new ServeRig(_pool, bandwidth: new BandwidthOptions { SendBytesPerSecondMax = 1 << 20, BurstBytes = 64 << 10 });
        for (var peer = 1; peer <= 2; peer++)
        {
            rig.Join(Peer(peer));
            for (var chunk = 0u; chunk < 4; chunk++)
            {
                rig.Ask(Peer(peer), chunk + 1, artifact: 1, chunk, FetchPriority.Later);
            }
        }

        Assert.That(rig.Sent.Select(sent => sent.Peer), Is.EqualTo(new[] { Peer(1) }), "the node's rate is used up");
        rig.WriteOnce();
        rig.Ask(Peer(1), 100, artifact: 1, priority: FetchPriority.FetchNow);
        rig.Advance(rig.NextWake!.Value);
        Assert.That(rig.Chunks.Last().Request, Is.EqualTo(100), "else it were the other peer's turn");
    }

    [Test]
    public void Many_small_chunks_go_out_under_one_grant()
    {
        var rig = Joined();
        rig.Ask(Peer(1), 1, artifact: 1);
        for (var request = 2u; request <= 101; request++)
        {
            rig.Ask(Peer(1), request, artifact: 2);
        }

        rig.WriteOnce();
        Assert.That(rig.Chunks.Count(), Is.EqualTo(101));
        Assert.That(rig.Sent.Skip(1).Count(sent => !sent.MoreFollow), Is.LessThanOrEqualTo(2), "one that fits beside the first, and one for the rest");
    }

    private ServeRig Joined(ServeOptions? options = null)
    {
        var rig = new ServeRig(_pool, options);
        rig.Join(Peer(1));
        return rig;
    }
}
