using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using static Tidings.Blocks.Tests.Limits.LimitsWorld;

namespace Tidings.Blocks.Tests.Bandwidth;

public sealed class BandwidthFairnessTests
{
    private const int Quantum = 256 << 10;

    [TestCase(1, 1, 1)]
    [TestCase(1, 1, 3)]
    [TestCase(1, 3, 1)]
    [TestCase(5, 2, 3)]
    public void Backlogged_kinds_differ_by_at_most_a_quantum_and_two_chunks_for_their_weight(int a, int b, int lanes)
    {
        var random = new Random(7);
        var rig = new BandwidthRig(null, ("a", a), ("b", b));
        rig.Join(Peer(1), lanes);
        Fill(rig, random, lanes, "a", "b");
        for (var i = 0; i < 400; i++)
        {
            rig.WriteOnce();
            Fill(rig, random, lanes, "a", "b");
        }

        AssertFair(rig, sent => sent.Flow.Kind == "a" ? 1.0 / a : sent.Flow.Kind == "b" ? -1.0 / b : 0, (Quantum + (2 * BandwidthRig.Chunk)) / (double)Math.Min(a, b));
    }

    [Test]
    public void A_kind_that_did_not_wait_has_no_claim_to_what_it_missed()
    {
        var random = new Random(3);
        var rig = new BandwidthRig();
        rig.Join(Peer(1));
        for (var i = 0; i < 100; i++)
        {
            Fill(rig, random, 1, "a");
            rig.WriteOnce();
        }

        var before = rig.Sent.Count;
        for (var i = 0; i < 100; i++)
        {
            Fill(rig, random, 1, "a", "b");
            rig.WriteOnce();
        }

        AssertFair(rig, sent => sent.Flow.Kind == "a" ? 1.0 : -1.0, Quantum + (2 * BandwidthRig.Chunk), before);
    }

    [Test]
    public void Peers_share_the_rate_of_the_node()
    {
        var random = new Random(5);
        var rig = new BandwidthRig(new BandwidthOptions { SendBytesPerSecondMax = 1 << 20 });
        rig.Join(Peer(1));
        rig.Join(Peer(2));
        for (var i = 0; i < 300; i++)
        {
            for (var peer = 1; peer <= 2; peer++)
            {
                rig.Want(BandwidthRig.Serve(), Peer(peer), 1, FetchPriority.Fetch, random.Next(1, BandwidthRig.Chunk));
                rig.Want(BandwidthRig.Serve(), Peer(peer), 1, FetchPriority.Fetch, random.Next(1, BandwidthRig.Chunk));
            }

            rig.WriteAll();
            rig.Advance(rig.NextWake ?? rig.Now + TimeSpan.FromMilliseconds(50));
        }

        AssertFair(rig, sent => sent.Peer == Peer(1) ? 1.0 : -1.0, 3 * BandwidthRig.Chunk);
    }

    [Test]
    public void Each_level_keeps_its_share_while_more_urgent_bytes_never_end()
    {
        var rig = new BandwidthRig();
        rig.Join(Peer(1));
        var kinds = new[] { ("now", FetchPriority.FetchNow), ("fetch", FetchPriority.Fetch), ("later", FetchPriority.Later) };
        for (var i = 0; i < 1600; i++)
        {
            foreach (var (kind, priority) in kinds)
            {
                if (rig.WaitingOf(kind) < 2 * BandwidthRig.Chunk)
                {
                    rig.Want(BandwidthRig.Serve(kind), Peer(1), 1, priority, 256 << 10);
                }
            }

            rig.WriteOnce();
        }

        var total = (double)rig.Sent.Count;
        Assert.That(rig.Sent.Count(sent => sent.Message.Flow.Kind == "fetch") / total, Is.EqualTo(1 / 8.0).Within(0.02));
        Assert.That(rig.Sent.Count(sent => sent.Message.Flow.Kind == "later") / total, Is.EqualTo(1 / 16.0).Within(0.02));
    }

    private static void Fill(BandwidthRig rig, Random random, int lanes, params string[] kinds)
    {
        foreach (var kind in kinds)
        {
            for (var lane = 1; lane <= lanes; lane++)
            {
                while (rig.WaitingOf(kind, lane) < BandwidthRig.Chunk)
                {
                    rig.Want(BandwidthRig.Serve(kind), Peer(1), lane, FetchPriority.Fetch, random.Next(1, BandwidthRig.Chunk));
                }
            }
        }
    }

    private static void AssertFair(BandwidthRig rig, Func<OutboundMessage, double> sign, double bound, int from = 0)
    {
        double balance = 0, least = 0, most = 0;
        foreach (var (_, message) in rig.Sent.Skip(from))
        {
            balance += sign(message) * message.Bytes;
            least = Math.Min(least, balance);
            most = Math.Max(most, balance);
        }

        Assert.That(rig.Sent, Has.Count.GreaterThan(100));
        Assert.That(most - least, Is.LessThanOrEqualTo(bound));
    }
}
