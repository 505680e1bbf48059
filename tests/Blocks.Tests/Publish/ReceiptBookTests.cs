using Tidings.Blocks.Move;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Tests.Dedupe;
using Tidings.Contract;

namespace Tidings.Blocks.Tests.Publish;

public sealed class ReceiptBookTests
{
    private readonly VirtualWorld _world = new();
    private FakePool _pool = null!;
    private ReceiptBook _book = null!;

    [SetUp]
    public void Begin()
    {
        _pool = new FakePool();
        _book = new ReceiptBook(new PublishOptions(), _pool, _world.Time);
        _pool.Set(Some.Id(1), ArtifactStatus.Validated);
        _book.Began(Some.Id(1));
        _book.Joined(Some.Peer(1), isNewProcess: true);
        _book.Joined(Some.Peer(2), isNewProcess: true);
    }

    [Test]
    public void Waiting_ends_when_enough_neighbours_hold_it_and_each_counts_once()
    {
        var waiting = _book.Open(Some.Id(1)).HeldByAsync(2);
        _book.Held(Some.Id(1), Some.Peer(1));
        _book.Held(Some.Id(1), Some.Peer(1));
        Assert.That(waiting.IsCompleted, Is.False);
        _book.Held(Some.Id(1), Some.Peer(2));
        Assert.That(waiting.Result, Is.EqualTo(HeldOutcome.Held));
    }

    [Test]
    public void Nobody_is_enough_at_once()
    {
        Assert.That(_book.Open(Some.Id(1)).HeldByAsync(0).Result, Is.EqualTo(HeldOutcome.Held));
        Assert.That(() => _book.Open(Some.Id(1)).HeldByAsync(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Leaving_the_pool_ends_the_waiting_and_the_receipt_keeps_what_it_knew()
    {
        var receipt = _book.Open(Some.Id(1));
        var waiting = receipt.HeldByAsync(2);
        _book.Held(Some.Id(1), Some.Peer(1));
        _book.Ended(Some.Id(1));
        Assert.That(waiting.Result, Is.EqualTo(HeldOutcome.Withdrawn));
        Assert.That(receipt.HeldByAsync(1).Result, Is.EqualTo(HeldOutcome.Held));
        Assert.That(receipt.HeldByAsync(2).Result, Is.EqualTo(HeldOutcome.Withdrawn));
    }

    [Test]
    public void Too_few_neighbours_are_borne_for_a_while_and_a_return_begins_it_anew()
    {
        var patience = new PublishOptions().ReceiptPatience;
        var waiting = _book.Open(Some.Id(1)).HeldByAsync(2);
        _book.Left(Some.Peer(2), removed: false);
        _world.RunFor(patience - TimeSpan.FromMilliseconds(1));
        _book.Joined(Some.Peer(2), isNewProcess: false);
        _world.RunFor(patience + patience);
        Assert.That(waiting.IsCompleted, Is.False);

        _book.Left(Some.Peer(1), removed: true);
        _world.RunFor(patience - TimeSpan.FromMilliseconds(1));
        Assert.That(waiting.IsCompleted, Is.False);
        _world.RunFor(TimeSpan.FromMilliseconds(1));
        Assert.That(waiting.Result, Is.EqualTo(HeldOutcome.TooFewPeers));
    }

    [Test]
    public void A_holder_that_left_still_counts_until_its_process_or_membership_ends()
    {
        var waiting = _book.Open(Some.Id(1)).HeldByAsync(2);
        _book.Held(Some.Id(1), Some.Peer(1));
        _book.Left(Some.Peer(1), removed: false);
        _book.Held(Some.Id(1), Some.Peer(2));
        Assert.That(waiting.Result, Is.EqualTo(HeldOutcome.Held));

        _book.Joined(Some.Peer(1), isNewProcess: true);
        Assert.That(_book.Open(Some.Id(1)).HeldByAsync(2).IsCompleted, Is.False);
    }

    [Test]
    public void Each_peer_is_pending_told_or_held()
    {
        _book.Told(_book.Began(Some.Id(1)), Some.Peer(2));
        var receipt = _book.Open(Some.Id(1));
        Assert.That(receipt.Peers, Is.EquivalentTo(new[]
        {
            new PeerReceipt(Some.Peer(1), ReceiptState.Pending), new PeerReceipt(Some.Peer(2), ReceiptState.Told),
        }));
        _book.Held(Some.Id(1), Some.Peer(2));
        _book.Left(Some.Peer(1), removed: false);
        _book.Left(Some.Peer(2), removed: false);
        Assert.That(receipt.Peers, Is.EqualTo(new[] { new PeerReceipt(Some.Peer(2), ReceiptState.Held) }));
    }

    [Test]
    public void The_number_of_a_removed_peer_brings_nothing_to_its_next_bearer()
    {
        _book.Held(Some.Id(1), Some.Peer(1));
        _book.Left(Some.Peer(1), removed: true);
        _book.Joined(Some.Peer(3), isNewProcess: false);
        Assert.That(_book.Open(Some.Id(1)).Peers.Select(peer => peer.State), Is.All.EqualTo(ReceiptState.Pending));
    }

    [Test]
    public void Cancelling_ends_one_call_and_no_other()
    {
        using var cancel = new CancellationTokenSource();
        var receipt = _book.Open(Some.Id(1));
        var cancelled = receipt.HeldByAsync(1, cancel.Token);
        var other = receipt.HeldByAsync(1);
        cancel.Cancel();
        Assert.That(cancelled.IsCanceled, Is.True);
        Assert.That(receipt.HeldByAsync(1, cancel.Token).IsCanceled, Is.True);
        _book.Held(Some.Id(1), Some.Peer(1));
        Assert.That(other.Result, Is.EqualTo(HeldOutcome.Held));
    }

    [Test]
    public void A_receipt_opened_before_the_slot_waits_for_it_and_one_opened_after_its_end_is_closed()
    {
        _pool.Set(Some.Id(2), ArtifactStatus.Validated);
        var early = _book.Open(Some.Id(2)).HeldByAsync(1);
        _book.Began(Some.Id(2));
        _book.Held(Some.Id(2), Some.Peer(1));
        Assert.That(early.Result, Is.EqualTo(HeldOutcome.Held));

        _book.Ended(Some.Id(2));
        _pool.Set(Some.Id(2), ArtifactStatus.Withdrawn);
        Assert.That(_book.Open(Some.Id(2)).HeldByAsync(1).Result, Is.EqualTo(HeldOutcome.Withdrawn));
    }
}
