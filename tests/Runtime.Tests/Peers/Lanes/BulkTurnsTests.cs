using Tidings.Contract;
using Tidings.Runtime.Peers;
using Tidings.Runtime.Peers.Lanes;

namespace Tidings.Runtime.Tests.Peers.Lanes;

/// <summary>Lanes of bulk take turns, and whatever else is to be done goes between them.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BulkTurnsTests
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    private readonly QueuedScheduler _scheduler = new();
    private readonly ManualTime _time = new();
    private readonly List<string> _done = [];

    [Test]
    public void They_go_on_in_the_order_in_which_they_came()
    {
        var turns = Turns(atOnce: 2);
        string[] lanes = ["a", "b", "c", "d", "e"];
        Array.ForEach(lanes, lane => Wait(turns, lane));
        Assert.That(_done, Is.Empty, "nobody goes on within the call");
        _scheduler.RunAll();
        Assert.That(_done, Is.EqualTo(lanes));

        Wait(turns, "f");
        _scheduler.RunAll();
        Assert.That(_done, Has.Count.EqualTo(6), "one that comes after all were done is not forgotten");
    }

    [Test]
    public void No_more_than_so_many_stand_in_the_scheduler([Values(1, 3)] int atOnce)
    {
        var turns = Turns(atOnce);
        for (var i = 0; i < 100; i++)
        {
            Wait(turns, "bulk");
        }

        Assert.That(_scheduler.Count, Is.EqualTo(atOnce));
        _scheduler.Queue(() => _done.Add("control"));
        _scheduler.RunAll();
        Assert.That(_done, Has.Count.EqualTo(101));
        Assert.That(_done.IndexOf("control"), Is.EqualTo(atOnce), "it waited for those that were called before it, and for no others");
    }

    [Test]
    public void Who_gives_way_goes_on_at_once_when_nobody_waits_and_last_otherwise()
    {
        var turns = Turns(atOnce: 1);
        Assert.That(turns.GiveWayAsync().IsCompleted, Is.True);
        Wait(turns, "a");
        Assert.That(turns.GiveWayAsync().IsCompleted, Is.False);
        turns.GiveWayAsync().OnCompleted(() => _done.Add("b"));
        _scheduler.RunAll();
        Assert.That(_done, Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public void Turns_are_taken_for_a_while_after_something_urgent_and_nobody_waits_otherwise()
    {
        var turns = new BulkTurns(new PeersOptions { UrgentWithin = Within }, _scheduler, new NodeClock(_time));
        Assert.That((turns.AreTaken, turns.NextAsync().IsCompleted), Is.EqualTo((false, true)), "nothing was urgent yet");
        turns.Urge();
        Assert.That((turns.AreTaken, turns.NextAsync().IsCompleted), Is.EqualTo((true, false)));
        _time.Advance(Within - TimeSpan.FromTicks(1));
        Assert.That(turns.AreTaken, Is.True);
        turns.Urge();
        _time.Advance(Within - TimeSpan.FromTicks(1));
        Assert.That(turns.AreTaken, Is.True, "counted from the last");
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.That((turns.AreTaken, turns.NextAsync().IsCompleted), Is.EqualTo((false, true)));
    }

    [Test]
    public void Each_goes_on_once_however_they_come_and_go([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        var atOnce = 1 + (seed % 3);
        var turns = Turns(atOnce);
        var asked = 0;
        for (var step = 0; step < 500; step++)
        {
            if (random.Next(2) == 0)
            {
                // One in three asks again while it goes on, as a lane does that waits for its socket and finds it ready.
                var again = random.Next(3) == 0;
                asked += again ? 2 : 1;
                turns.Add(() =>
                {
                    _done.Add("turn");
                    if (again)
                    {
                        Wait(turns, "again");
                    }
                });
            }
            else
            {
                _scheduler.RunOne();
            }

            Assert.That(_scheduler.Count, Is.LessThanOrEqualTo(atOnce), $"seed {seed}");
        }

        _scheduler.RunAll();
        Assert.That(_done, Has.Count.EqualTo(asked), $"seed {seed}");
    }

    [Test]
    public void A_method_that_awaits_its_turn_goes_on_on_the_scheduler_of_the_lanes()
    {
        var world = new VirtualWorld();
        var turns = new BulkTurns(new PeersOptions(), world.Scheduler, new NodeClock(world.Time));
        turns.Urge();
        TaskScheduler? seen = null;
        world.Run(async () =>
        {
            await turns.NextAsync();
            seen = TaskScheduler.Current;
        });
        Assert.That(seen, Is.SameAs(world.Scheduler));
        Assert.That(world.Escapes, Is.Zero);
    }

    private BulkTurns Turns(int atOnce)
    {
        var turns = new BulkTurns(new PeersOptions { BulkLanesAtOnce = atOnce }, _scheduler, new NodeClock(_time));
        turns.Urge();
        return turns;
    }

    private void Wait(BulkTurns turns, string lane) => turns.Add(() => _done.Add(lane));
}
