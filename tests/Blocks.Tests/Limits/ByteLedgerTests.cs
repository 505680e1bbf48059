using System.Runtime.InteropServices;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Limits;
using static Tidings.Blocks.Tests.Limits.LimitsWorld;

namespace Tidings.Blocks.Tests.Limits;

public sealed class ByteLedgerTests
{
    [TestCase(0, 1024)]
    [TestCase(17, 1024)]
    [TestCase(1025, 2048)]
    [TestCase(64 << 10, 64 << 10)]
    [TestCase((64 << 10) + 1, (64 << 10) + 2048)]
    [TestCase(200 << 10, (224 << 10) + 2048)]
    [TestCase((256 << 10) + 2048, (256 << 10) + 2048)]
    public void A_buffer_is_as_long_as_asked_and_charged_with_its_whole_array(int asked, int charged)
    {
        var ledger = Ledger();
        using var buffer = ledger.TryRent(Peer(1), asked)!;
        Assert.That(buffer.Memory.Length, Is.EqualTo(asked));
        Assert.That(ledger.Bytes("frames"), Is.EqualTo(charged));
        Assert.That(ledger.Bytes("node"), Is.EqualTo(charged));
    }

    [Test]
    public void One_peer_is_refused_at_its_bound_while_another_is_served()
    {
        var ledger = Ledger(new LedgerOptions { PerPeerBytes = 1 << 20 });
        var rented = Enumerable.Range(0, 16).Select(_ => ledger.TryRent(Peer(1), 64 << 10)).ToList();
        Assert.That(rented, Has.None.Null);
        Assert.That(ledger.TryRent(Peer(1), 1), Is.Null);
        Assert.That(ledger.TryRent(Peer(2), 1), Is.Not.Null);
        rented[0]!.Dispose();
        Assert.That(ledger.TryRent(Peer(1), 1), Is.Not.Null);
    }

    [Test]
    public void All_peers_together_are_refused_at_the_bound_of_the_node()
    {
        var ledger = Ledger(new LedgerOptions { NodeBytes = 4 << 20, PerPeerBytes = 1 << 20 });
        for (var i = 0; i < 64; i++)
        {
            Assert.That(ledger.TryRent(Peer(i), 64 << 10), Is.Not.Null);
        }

        Assert.That(ledger.TryRent(Peer(100), 1), Is.Null);
        Assert.That(ledger.Snapshot().Peers.Single(peer => peer.Peer == Peer(100)).Bytes, Is.Zero, "a refusal by the node leaves no charge behind");
    }

    [Test]
    public void A_second_dispose_gives_nothing_back_twice()
    {
        var ledger = Ledger();
        var buffer = ledger.TryRent(Peer(1), 200 << 10)!;
        buffer.Dispose();
        buffer.Dispose();
        Assert.That(ledger.Bytes("node"), Is.Zero);
        using var first = ledger.TryRent(Peer(1), 200 << 10)!;
        using var second = ledger.TryRent(Peer(1), 200 << 10)!;
        first.Memory.Span.Fill(1);
        second.Memory.Span.Fill(2);
        Assert.That(first.Memory.Span.IndexOf((byte)2), Is.EqualTo(-1), "both hold the same array");
        Assert.That(() => buffer.Memory, Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void An_adopted_buffer_is_off_the_account_and_still_usable()
    {
        var ledger = Ledger();
        var buffer = ledger.TryRent(Peer(1), 200 << 10)!;
        buffer.Adopt();
        Assert.That(ledger.Bytes("node"), Is.Zero);
        Assert.That(buffer.Memory.Length, Is.EqualTo(200 << 10));
        buffer.Dispose();
        Assert.That(ledger.Bytes("node"), Is.Zero);
    }

    [Test]
    public void Chunk_arrays_are_used_again_and_no_more_of_them_are_kept_than_said()
    {
        var ledger = Ledger(new LedgerOptions { ChunkBuffersKept = 1 });
        var (first, second) = (ledger.TryRent(Peer(1), 200 << 10)!, ledger.TryRent(Peer(1), 200 << 10)!);
        var (dropped, kept) = (ArrayOf(first), ArrayOf(second));
        first.Dispose();
        second.Dispose();
        var (third, fourth) = (ledger.TryRent(Peer(1), 200 << 10)!, ledger.TryRent(Peer(1), 200 << 10)!);
        Assert.That(ReferenceEquals(ArrayOf(third), kept), Is.True);
        Assert.That(ReferenceEquals(ArrayOf(fourth), dropped), Is.False);
    }

    [Test]
    public void Kept_arrays_of_one_size_make_room_for_those_of_another()
    {
        var ledger = Ledger(new LedgerOptions { ChunkBuffersKept = 1 });
        var small = Enumerable.Range(0, 3).Select(_ => ledger.TryRent(Peer(1), 65 << 10)!).ToArray();
        var large = ledger.TryRent(Peer(1), 256 << 10)!;
        var array = ArrayOf(large);
        Array.ForEach(small, buffer => buffer.Dispose());
        large.Dispose();

        using var again = ledger.TryRent(Peer(1), 256 << 10)!;
        Assert.That(ReferenceEquals(ArrayOf(again), array), Is.True);
    }

    [Test]
    public void Waiting_for_room_ends_when_bytes_come_free_on_the_account_that_refused()
    {
        var ledger = Ledger(new LedgerOptions { PerPeerBytes = 1 << 20 });
        var rented = Enumerable.Range(0, 16).Select(_ => ledger.TryRent(Peer(1), 64 << 10)!).ToList();
        using var other = ledger.TryRent(Peer(2), 64 << 10)!;
        var freed = ledger.Freed;
        Assert.That(ledger.TryRent(Peer(1), 1), Is.Null);
        other.Dispose();
        Assert.That(freed.IsCompleted, Is.False, "another peer's bytes are no room for this one");
        rented[3].Dispose();
        Assert.That(freed.IsCompleted, Is.True);
        Assert.That(ledger.TryRent(Peer(1), 1), Is.Not.Null);
    }

    [Test]
    public void Freed_is_raised_once_however_many_were_refused_and_not_without_a_refusal()
    {
        var budget = Ledger(poolBytes: 1000).Pool("file");
        var raised = 0;
        budget.Freed += () => raised++;
        var (a, b) = (budget.TryReserve(500)!, budget.TryReserve(500)!);
        Assert.That(budget.TryReserve(1), Is.Null);
        Assert.That(budget.TryReserve(2), Is.Null);
        Assert.That(raised, Is.Zero);
        a.Dispose();
        b.Dispose();
        Assert.That(raised, Is.EqualTo(1));
    }

    [Test]
    public void A_reservation_moves_to_another_budget_whole_or_not_at_all()
    {
        var ledger = Ledger(downloadBytes: 1 << 20, poolBytes: 100_000);
        var small = ledger.Downloads("file").TryReserve(Peer(1), 90_000, FetchPriority.Fetch)!;
        var second = ledger.Downloads("file").TryReserve(Peer(1), 90_000, FetchPriority.Fetch)!;
        Assert.That(small.TryMoveTo(ledger.Pool("file")), Is.True);
        Assert.That(second.TryMoveTo(ledger.Pool("file")), Is.False);
        Assert.That(ledger.Bytes("pool/file"), Is.EqualTo(90_000));
        Assert.That(ledger.Bytes("downloads/file"), Is.EqualTo(90_000));
        small.Release(40_000);
        Assert.That(ledger.Bytes("pool/file"), Is.EqualTo(50_000));
        Assert.That(() => small.Release(50_001), Throws.TypeOf<ArgumentOutOfRangeException>());
        small.Dispose();
        small.Dispose();
        second.Dispose();
        Assert.That(ledger.Bytes("node"), Is.Zero);
    }

    [Test]
    public void A_forgotten_peer_leaves_its_bytes_with_the_node_until_they_are_given_back()
    {
        var ledger = Ledger();
        var buffer = ledger.TryRent(Peer(1), 1024)!;
        ledger.Forget(Peer(1));
        Assert.That(ledger.Snapshot().Peers, Is.Empty);
        Assert.That(ledger.Bytes("node"), Is.EqualTo(1024));
        buffer.Dispose();
        Assert.That(ledger.Bytes("node"), Is.Zero);
    }

    private static byte[]? ArrayOf(RentedBuffer buffer) => MemoryMarshal.TryGetArray<byte>(buffer.Memory, out var segment) ? segment.Array : null;
}
