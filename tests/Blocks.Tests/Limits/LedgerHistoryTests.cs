using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Limits;
using static Tidings.Blocks.Tests.Limits.LimitsWorld;

namespace Tidings.Blocks.Tests.Limits;

public sealed class LedgerHistoryTests
{
    private static readonly LedgerOptions Options = new() { PerPeerBytes = 1 << 20, NodeBytes = 4 << 20, ChunkBuffersKept = 4 };

    [Test]
    public void Under_random_use_by_four_threads_no_account_is_ever_above_its_limit_and_all_comes_back([Range(1, 5)] int seed)
    {
        var ledger = Ledger(Options, downloadBytes: 2 << 20, poolBytes: 1 << 20);
        var threads = Enumerable.Range(0, 4).Select(worker => new Thread(() => Use(ledger, new Random((seed * 100) + worker)))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        foreach (var account in ledger.Snapshot().Accounts)
        {
            Assert.That(account.Bytes, Is.Zero, account.Name);
            Assert.That(account.HighWaterBytes, Is.LessThanOrEqualTo(account.LimitBytes), account.Name);
        }

        Assert.That(ledger.Snapshot().Peers.Select(peer => (peer.Bytes, peer.HighWaterBytes <= peer.LimitBytes)), Is.All.EqualTo((0L, true)));
        Assert.That(ledger.Accounts[0].HighWater, Is.GreaterThan(0));
    }

    [Test]
    public void The_sum_of_what_is_held_is_what_the_node_is_charged_after_every_step([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        var ledger = Ledger(Options, downloadBytes: 2 << 20, poolBytes: 1 << 20);
        var held = new List<IDisposable>();
        var refused = 0;
        for (var step = 0; step < 500; step++)
        {
            if (held.Count > 0 && random.Next(3) == 0)
            {
                var index = random.Next(held.Count);
                held[index].Dispose();
                held.RemoveAt(index);
            }
            else if (Take(ledger, random) is { } taken)
            {
                held.Add(taken);
            }
            else
            {
                refused++;
            }

            var expected = held.Sum(item => item is IReservation reservation ? reservation.Bytes : SizeOf((RentedBuffer)item));
            Assert.That(ledger.Bytes("node"), Is.EqualTo(expected), $"seed {seed}, step {step}");
        }

        Assert.That(refused, Is.GreaterThan(0), "the history never came to a limit");
    }

    private static void Use(ByteLedger ledger, Random random)
    {
        var held = new Queue<IDisposable>();
        for (var step = 0; step < 3000; step++)
        {
            if (Take(ledger, random) is { } taken)
            {
                held.Enqueue(taken);
            }

            while (held.Count > 0 && random.Next(8) < 3)
            {
                var item = held.Dequeue();
                if (item is IReservation reservation && random.Next(2) == 0)
                {
                    reservation.Release(reservation.Bytes / 2);
                    reservation.TryMoveTo(ledger.Pool("file"));
                }

                item.Dispose();
                item.Dispose();
            }
        }

        while (held.TryDequeue(out var item))
        {
            item.Dispose();
        }
    }

    private static IDisposable? Take(ByteLedger ledger, Random random) => random.Next(4) switch
    {
        0 => ledger.Downloads("file").TryReserve(Peer(random.Next(4)), random.Next(400_000), (FetchPriority)random.Next(2, 5)),
        1 => ledger.Pool("file").TryReserve(random.Next(200_000)),
        2 => ledger.TryReserve(Peer(random.Next(4)), random.Next(4000), LedgerPurpose.Adverts),
        _ => ledger.TryRent(Peer(random.Next(4)), random.Next(250_000), (LedgerPurpose)random.Next(2)),
    };

    private static int SizeOf(RentedBuffer buffer) => new BufferPool([(256 << 10) + ByteLedger.ChunkFrameOverhead], 0).SizeFor(buffer.Length);
}
