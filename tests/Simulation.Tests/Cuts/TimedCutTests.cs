using Tidings.Blocks.Receive;
using Tidings.Blocks.Wire;
using Tidings.Simulation.Cuts;

namespace Simulation.Tests.Cuts;

/// <summary>Cuts that wait: for time, for others, for a gate.</summary>
public sealed class TimedCutTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Test]
    public void A_delay_is_exact_and_does_not_add_up()
    {
        var cut = CutAlone.Make<int>(cut => cut.Delay(Second)).Post([1, 2, 3]);
        cut.RunFor(Second - TimeSpan.FromTicks(1));
        Assert.That(cut.Output, Is.Empty);
        cut.RunFor(TimeSpan.FromTicks(1));
        Assert.That(cut.Output, Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public void Items_with_delays_of_their_own_keep_their_order([Values(1, 2, 3)] int seed)
    {
        var cut = CutAlone.Make<int>(cut => cut.Delay(TimeSpan.Zero, Second), seed).Post(Enumerable.Range(0, 50));
        cut.RunFor(Second / 2);
        Assert.That(cut.Output, Has.Count.LessThan(50));
        cut.RunFor(Second);
        Assert.That(cut.Output, Is.EqualTo(Enumerable.Range(0, 50)));
    }

    [Test]
    public void More_than_the_capacity_of_a_delay_waits_before_it()
    {
        var cut = CutAlone.Make<int>(cut => cut.Delay(Second, capacity: 2)).Post([1, 2]);
        Assert.That(() => cut.Post(3), Throws.InvalidOperationException);
        cut.RunFor(Second).Post(3);
    }

    [Test]
    public void Messages_overtake_each_other_and_none_is_lost([Values(1, 2, 3)] int seed)
    {
        var cut = CutAlone.Make<int>(cut => cut.Reorder(window: 8), seed).Post(Enumerable.Range(0, 8)).Complete();
        Assert.That(cut.Output, Is.EquivalentTo(Enumerable.Range(0, 8)));
        Assert.That(cut.Output, Is.Not.Ordered);
    }

    [Test]
    public void Nothing_overtakes_who_is_connected([Range(1, 10)] int seed)
    {
        var items = new OwnedItems();
        var cut = CutAlone.Make<PeerMessage>(cut => cut.Reorder(window: 8), seed)
            .Post([items.Chunk(1), items.Chunk(2), OwnedItems.Joined, items.Chunk(3), items.Chunk(4)]).Complete();
        Assert.That(cut.Output.Take(2).Select(Content), Is.EquivalentTo(new[] { 1, 2 }));
        Assert.That(cut.Output[2], Is.InstanceOf<PeerChanged>());
        Assert.That(cut.Output.Skip(3).Select(Content), Is.EquivalentTo(new[] { 3, 4 }));
    }

    [Test]
    public void A_closed_gate_holds_and_makes_what_is_before_it_wait()
    {
        var gate = new Gate();
        var cut = CutAlone.Make<int>(cut => cut.Hold(gate)).Post(1);
        Assert.That(() => cut.Post(2), Throws.InvalidOperationException);
        cut.RunFor(Second);
        Assert.That(cut.Output, Is.Empty);

        gate.Open();
        cut.Post(2);
        gate.Close();
        cut.Post(3);
        Assert.That((cut.Output, gate.IsOpen), Is.EqualTo((new[] { 1, 2 }, false)));
    }

    [Test]
    public void What_a_cut_holds_passes_when_the_node_stops_at_once()
    {
        using var stop = new CancellationTokenSource();
        var held = CutAlone.Make<int>(cut => cut.Hold(out _), stopping: stop.Token).Post(1);
        var delayed = CutAlone.Make<int>(cut => cut.Delay(TimeSpan.FromDays(1)), stopping: stop.Token).Post(1);
        stop.Cancel();
        Assert.That(held.Complete().Output, Has.One.Items);
        Assert.That(delayed.Complete(within: Second).Output, Has.One.Items);
    }

    private static int Content(PeerMessage message) => ((ChunkMessage)((DecodedMessage)message).Body).Data.Span[0];
}
