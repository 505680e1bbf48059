using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Download;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Download;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AnswerRulesTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private readonly PlannerWorld _world = new();

    [TestCase(EndReason.Gone)]
    [TestCase(EndReason.NotFound)]
    [TestCase(EndReason.TooLarge)]
    public void Who_says_that_it_has_it_not_is_asked_again_only_after_a_newer_commit(object reason)
    {
        var holder = Silent(1);
        var claim = _world.Start(Ids.Advert(1, 100), FetchPriority.Fetch, holder);
        _world.EndRequest(_world.Asks[0], (EndReason)reason);
        _world.RunUntil(TimeSpan.FromMinutes(1));
        Assert.That(_world.Asks, Has.Count.EqualTo(1));

        _world.Do(() => _world.Planner.ChangeHolder(claim, holder.Id, 1, isHolder: true, _world.Now));
        Assert.That(_world.Asks, Has.Count.EqualTo(1), "the commit is not newer");
        _world.Do(() => _world.Planner.ChangeHolder(claim, holder.Id, 2, isHolder: true, _world.Now));
        Assert.That(_world.Asks, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_restarted_holder_counts_its_commits_anew_and_is_asked_again()
    {
        var holder = Silent(1);
        var claim = _world.Start(Ids.Advert(1, 2 * PlannerWorld.ChunkSize), FetchPriority.Fetch, holder);
        _world.Do(() => _world.Deliver(_world.Asks[0]));
        _world.EndRequest(_world.Asks[1], EndReason.Gone);
        _world.Leave(holder);
        _world.Do(() => _world.Planner.ChangeHolder(claim, holder.Id, 1, isHolder: false, _world.Now));
        _world.Join(holder);
        _world.Do(() => _world.Planner.ChangeHolder(claim, holder.Id, 1, isHolder: true, _world.Now));
        Assert.That(_world.Asks, Has.Count.EqualTo(3));
    }

    [Test]
    public void Who_is_always_busy_does_not_keep_a_failed_holder_from_its_next_round()
    {
        var (failed, busy) = (Silent(1), Silent(2));
        _world.Start(Ids.Advert(1, 100), FetchPriority.Fetch, failed, busy);
        for (var answered = 0; answered < 20; answered++)
        {
            _world.RunUntil(_world.Now + TimeSpan.FromSeconds(1));
            var ask = _world.Asks[^1];
            if (_world.Asks.Count(other => other.Peer == failed.Id) > 1)
            {
                return;
            }

            _world.EndRequest(ask, ask.Peer == failed.Id ? EndReason.Cancelled : EndReason.Busy);
        }

        Assert.Fail("The holder that failed once was never asked again.");
    }

    [Test]
    public void Who_says_busy_at_once_is_asked_again_only_after_those_that_were_not_asked()
    {
        var (silent, busy, other) = (Silent(1), Silent(2), Silent(3));
        _world.Start(Ids.Advert(2, 100), FetchPriority.Fetch, other);
        var claim = _world.Start(Ids.Advert(1, 100), FetchPriority.Fetch, silent);
        _world.Do(() => _world.Planner.ChangeHolder(claim, busy.Id, 1, isHolder: true, _world.Now));
        _world.RunUntil(TimeSpan.FromSeconds(5));
        Assert.That(_world.Asks.Select(ask => ask.Peer), Is.EqualTo(new[] { other.Id, silent.Id, busy.Id }));

        _world.Do(() => _world.Planner.ChangeHolder(claim, other.Id, 1, isHolder: true, _world.Now));
        _world.EndRequest(_world.Asks[^1], EndReason.Busy);
        _world.RunUntil(TimeSpan.FromSeconds(20));
        Assert.That(_world.Asks[3].Peer, Is.EqualTo(other.Id), "it owes something already, and would answer later");
    }

    [TestCase(0, 50)]
    [TestCase(700, 700)]
    [TestCase(3_600_000, 30_000)]
    public void Busy_is_no_answer_and_the_same_holder_is_asked_again_after_its_time_within_bounds(int saidMs, int waitsMs)
    {
        _world.Start(Ids.Advert(1, 100), FetchPriority.Fetch, Silent(1));
        _world.EndRequest(_world.Asks[0], EndReason.Busy, TimeSpan.FromMilliseconds(saidMs));

        _world.RunUntil(TimeSpan.FromMilliseconds(waitsMs - 1));
        Assert.That(_world.Asks, Has.Count.EqualTo(1));
        _world.RunUntil(TimeSpan.FromMilliseconds(waitsMs + 1));
        Assert.That(_world.Asks, Has.Count.EqualTo(2));
    }

    [Test]
    public void Who_sent_wrong_bytes_is_not_asked_again_in_its_session_by_a_download_that_begins_anew()
    {
        var liar = Silent(1);
        var advert = Ids.Advert(1, 100);
        var claim = _world.Start(advert, FetchPriority.Fetch, liar);
        _world.Do(() => _world.Deliver(_world.Asks[0], isRight: false));
        _world.Do(() => _world.Planner.Remove(claim));
        _world.Start(advert, FetchPriority.Fetch, liar);
        Assert.That(_world.Asks, Has.Count.EqualTo(1));

        _world.Leave(liar);
        _world.Join(liar);
        Assert.That(_world.Asks, Has.Count.EqualTo(2), "a new session");
    }

    [Test]
    public void Who_sent_wrong_bytes_is_blamed_and_not_asked_again_in_its_session_and_the_next_is_asked_at_once()
    {
        var liar = Silent(1);
        var claim = _world.Start(Ids.Advert(1, 3 * PlannerWorld.ChunkSize), FetchPriority.Fetch, liar);
        Assert.That(_world.Asks, Has.Count.EqualTo(3));
        _world.Do(() => _world.Deliver(_world.Asks[0], isRight: false));
        _world.Do(() => _world.Planner.ChangeHolder(claim, liar.Id, 9, isHolder: true, _world.Now));
        Assert.That(_world.Asks, Has.Count.EqualTo(3), "nothing more of the liar, whatever its commit");
        Assert.That(_world.Blames.Single(), Has.Property("Peer").EqualTo(liar.Id).And.Property("Offence").EqualTo(Offence.WrongBytes));

        var next = Silent(2);
        _world.Do(() => _world.Planner.ChangeHolder(claim, next.Id, 1, isHolder: true, _world.Now));
        Assert.That(_world.Asks.Skip(3).Select(ask => (ask.Peer, ask.Chunk)), Is.EquivalentTo(new[] { (next.Id, 0), (next.Id, 1), (next.Id, 2) }));
        _world.Leave(next);
        _world.Leave(liar);
        _world.Join(liar);
        Assert.That(_world.Asks[^1].Peer, Is.EqualTo(liar.Id), "a new session begins with a clean slate");
    }

    [Test]
    public void A_chunk_that_was_never_asked_or_whose_request_has_ended_is_blamed()
    {
        var holder = Silent(1);
        _world.Start(Ids.Advert(1, 2 * PlannerWorld.ChunkSize), FetchPriority.Fetch, holder);
        var ask = _world.Asks[0];
        var never = _world.Planner.Receive(holder.Id, holder.Session, 999, 0, 10, _world.Now).Fate;
        _world.Deliver(ask);
        var ended = _world.Planner.Receive(holder.Id, holder.Session, ask.Request, 0, PlannerWorld.ChunkSize, _world.Now).Fate;
        _world.Do(() => { });

        Assert.That((never, ended), Is.EqualTo((ChunkFate.Unasked, ChunkFate.Unasked)));
        Assert.That(_world.Blames.Select(blame => blame.Offence), Is.EqualTo(new[] { Offence.UnaskedChunk, Offence.UnaskedChunk }));
    }

    [Test]
    public void A_request_number_of_another_peer_is_unasked()
    {
        var (owner, thief) = (Silent(1), Silent(2));
        _world.Start(Ids.Advert(1, 100), FetchPriority.Fetch, owner);
        Assert.That(_world.Planner.Receive(thief.Id, thief.Session, _world.Asks[0].Request, 0, 100, _world.Now).Fate, Is.EqualTo(ChunkFate.Unasked));
    }

    [Test]
    public void A_lost_lane_or_session_costs_nobody_anything_and_is_asked_again_at_once()
    {
        var holder = Silent(1);
        _world.Start(Ids.Advert(1, 3 * PlannerWorld.ChunkSize), FetchPriority.Fetch, holder);
        var onFirst = _world.Asks.Count(ask => ask.Lane == 1);
        _world.LaneUp(holder, 1, isUp: false);
        Assert.That(_world.Asks, Has.Count.EqualTo(3 + onFirst));
        Assert.That(_world.Asks.Skip(3).Select(ask => ask.Lane), Does.Not.Contain(1));

        var lost = _world.Asks[0];
        Assert.That(_world.Planner.Receive(lost.Peer, lost.Session, lost.Request, lost.Chunk, PlannerWorld.ChunkSize, _world.Now).Fate, Is.EqualTo(ChunkFate.Late));
        _world.Leave(holder);
        _world.Join(holder, lanes: 0);
        Assert.That(_world.Asks.Skip(3 + onFirst).Select(ask => ask.Lane), Is.EqualTo(new[] { 0, 0, 0 }), "with no bulk lane up, the control lane carries chunks");
        Assert.That(_world.Blames, Is.Empty);
    }

    [Test]
    public void Bulk_lanes_are_used_evenly()
    {
        _world.Start(Ids.Advert(1, 6 * PlannerWorld.ChunkSize), FetchPriority.Fetch, Silent(1));
        Assert.That(_world.Asks.GroupBy(ask => ask.Lane).Select(lane => (lane.Key, lane.Count())), Is.EquivalentTo(new[] { (1, 2), (2, 2), (3, 2) }));
    }

    private SimulatedHolder Silent(byte number) => _world.Add(new SimulatedHolder(number, HolderManner.Silent, Soon));
}
