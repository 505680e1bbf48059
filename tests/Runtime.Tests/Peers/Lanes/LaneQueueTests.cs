using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Content;
using Tidings.Blocks.Wire;
using Tidings.Runtime.Peers;
using Tidings.Runtime.Peers.Lanes;

namespace Tidings.Runtime.Tests.Peers.Lanes;

public sealed class LaneQueueTests
{
    private const string Kind = "file";

    [Test]
    public void Heartbeats_go_first_then_control_then_chunks_each_in_order()
    {
        var queue = Queue();
        OutboundMessage[] sent = [Chunk(1), Control(1), Chunk(2), Control(2)];
        Array.ForEach(sent, message => Assert.That(queue.TryAdd(message), Is.True));
        queue.Beat(new HeartbeatMessage(1, 0, 0, default));

        Assert.That(queue.TryTake(out var first, out _) ? first : null, Is.TypeOf<HeartbeatMessage>());
        Assert.That(Taken(queue), Is.EqualTo(new[] { sent[1], sent[3], sent[0], sent[2] }));
    }

    [Test]
    public void Heartbeats_that_wait_become_one_with_the_later_numbers()
    {
        var queue = Queue();
        queue.Beat(new HeartbeatMessage(7, 0, 1, default));
        queue.Beat(new HeartbeatMessage(0, 5, 2, default));
        queue.Beat(new HeartbeatMessage(0, 4, 2, default));

        Assert.That(queue.TryTake(out var message, out var outbound), Is.True);
        Assert.That(message, Is.EqualTo(new HeartbeatMessage(7, 5, 2, default)));
        Assert.That(outbound, Is.Null);
        Assert.That(queue.TryTake(out _, out _), Is.False);
    }

    [Test]
    public void Beyond_its_bound_and_after_its_end_a_message_stays_with_the_caller()
    {
        var queue = Queue(messagesMax: 2);
        Assert.That(queue.TryAdd(Control(1)) && queue.TryAdd(Chunk(1)), Is.True);
        Assert.That(queue.TryAdd(Control(2)), Is.False);

        Assert.That(Taken(queue), Has.Count.EqualTo(2));
        queue.End(new GoodbyeMessage(1, "bye"));
        Assert.That(queue.TryAdd(Control(3)), Is.False);
        Assert.That(queue.Farewell, Is.EqualTo(new GoodbyeMessage(1, "bye")));
    }

    [Test]
    public void What_waits_at_the_end_is_still_written_and_what_is_abandoned_gives_its_lease_back()
    {
        var content = new MemoryContent(1, 1024, new MerkleTree([Merkle.Leaf([1])]), [new byte[] { 1 }], []);
        var queue = Queue();
        var control = Control(1);
        queue.TryAdd(control);
        queue.TryAdd(Chunk(1, content));
        queue.End(new GoodbyeMessage(1, "bye"));
        Assert.That(queue.TryTake(out _, out var written) ? written : null, Is.SameAs(control));

        Assert.That(queue.Abandon(), Is.EqualTo(1));
        Assert.That(content.IsAlive, Is.False);
        Assert.That(queue.Count, Is.Zero);
    }

    [Test]
    public async Task While_bulk_takes_turns_what_is_usual_gathers_until_its_turn_and_what_is_urgent_wakes_the_writer_at_once()
    {
        var scheduler = new QueuedScheduler();
        var turns = Turns(scheduler);
        var queue = new LaneQueue(messagesMax: 8, turns, isBulk: false);
        turns.Urge();
        turns.Add(static () => { });
        queue.TryAdd(Control(1));
        queue.TryAdd(Control(2));
        var wait = queue.WaitAsync().AsTask();
        Assert.That(wait.IsCompleted, Is.False);
        scheduler.RunOne();
        Assert.That((scheduler.Count, wait.IsCompleted), Is.EqualTo((1, false)), "one turn for both, behind who came before");
        scheduler.RunAll();
        await wait;

        turns.Add(static () => { });
        queue.TryAdd(Control(3));
        queue.TryAdd(Control(4) with { Class = FetchPriority.FetchNow });
        Assert.That(queue.WaitAsync().AsTask().IsCompleted, Is.True);
        Assert.That(Taken(queue), Has.Count.EqualTo(4), "and takes all along, in order");
    }

    [Test]
    public void Nothing_gathers_while_no_bulk_is_in_work_or_nothing_was_urgent()
    {
        var scheduler = new QueuedScheduler();
        var turns = Turns(scheduler);
        var queue = new LaneQueue(messagesMax: 8, turns, isBulk: false);
        turns.Add(static () => { });
        queue.TryAdd(Control(1));
        Assert.That(queue.WaitAsync().AsTask().IsCompleted, Is.True, "nothing was urgent");
        scheduler.RunAll();
        queue.TryAdd(Control(2) with { Class = FetchPriority.FetchNow });
        Assert.That((queue.WaitAsync().AsTask().IsCompleted, turns.AreTaken), Is.EqualTo((true, true)), "what is urgent has bulk take turns");
        queue.TryAdd(Control(3));
        Assert.That(queue.WaitAsync().AsTask().IsCompleted, Is.True, "no bulk is in work");
    }

    private static BulkTurns Turns(TaskScheduler scheduler) => new(new PeersOptions { BulkLanesAtOnce = 1 }, scheduler, new NodeClock(new ManualTime()));

    private static LaneQueue Queue(int messagesMax = 8) => new(messagesMax, Turns(TaskScheduler.Default), isBulk: false);

    private static List<OutboundMessage?> Taken(LaneQueue queue)
    {
        var taken = new List<OutboundMessage?>();
        while (queue.TryTake(out _, out var outbound))
        {
            taken.Add(outbound);
        }

        return taken;
    }

    private static OutboundMessage Control(ulong number) =>
        Of(FlowRole.Download, new CancelMessage(Kind, [number]));

    private static OutboundMessage Chunk(ulong request, ArtifactContent? lease = null) =>
        Of(FlowRole.Serve, new ChunkMessage(Kind, request, 0, [], default, lease));

    private static OutboundMessage Of(FlowRole role, WireMessage message) =>
        new(new Flow(Kind, role), Ids.Of(1), Session: 1, Lane: 0, FetchPriority.Fetch, message, Bytes: 100);
}
