using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using static Tidings.Blocks.Tests.Limits.LimitsWorld;

namespace Tidings.Blocks.Tests.Bandwidth;

public sealed class BandwidthRateTests
{
    private const int Rate = 1 << 20;
    private const int Burst = 128 << 10;

    [Test]
    public void A_grant_above_the_burst_passes_and_its_debt_is_paid_in_time()
    {
        var rig = new BandwidthRig(new BandwidthOptions { SendBytesPerSecondPerPeerMax = Rate, BurstBytes = Burst });
        rig.Join(Peer(1));
        rig.Want(BandwidthRig.Serve(), Peer(1), 1, FetchPriority.Fetch, 256 << 10);
        Assert.That(rig.Sent, Has.Count.EqualTo(1));
        rig.Want(BandwidthRig.Serve(), Peer(1), 1, FetchPriority.Fetch, 1000);
        rig.WriteAll();
        Assert.That(rig.Sent, Has.Count.EqualTo(1));
        Assert.That(rig.NextWake!.Value.TotalSeconds, Is.EqualTo(0.125).Within(0.001));
        rig.Advance(rig.NextWake.Value);
        Assert.That(rig.Sent, Has.Count.EqualTo(2));
        Assert.That(rig.NextWake, Is.Null);
    }

    [Test]
    public void Requests_pass_while_a_chunk_is_in_debt()
    {
        var rig = new BandwidthRig(new BandwidthOptions { SendBytesPerSecondMax = Rate, BurstBytes = 256 << 10 });
        rig.Join(Peer(1));
        rig.Want(BandwidthRig.Serve(), Peer(1), 1, FetchPriority.Fetch, 200 << 10);
        rig.Want(BandwidthRig.Serve(), Peer(1), 1, FetchPriority.Fetch, 200 << 10);
        rig.WriteAll();
        rig.Want(new Flow("file", FlowRole.Download), Peer(1), 0, FetchPriority.Fetch, 1000);
        Assert.That(rig.Sent[^1].Message.Flow.Role, Is.EqualTo(FlowRole.Download));
    }

    [Test]
    public void Over_any_window_the_rates_of_the_node_and_of_each_peer_hold_and_are_used([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        var options = new BandwidthOptions { SendBytesPerSecondMax = 4 * Rate, SendBytesPerSecondPerPeerMax = 2 * Rate, BurstBytes = Burst };
        var rig = new BandwidthRig(options);
        for (var peer = 0; peer < 3; peer++)
        {
            rig.Join(Peer(peer), bulkLanes: 2);
        }

        var end = TimeSpan.FromSeconds(10);
        while (rig.Now < end)
        {
            for (var peer = 0; peer < 3; peer++)
            {
                rig.Want(BandwidthRig.Serve(), Peer(peer), 1 + random.Next(2), (FetchPriority)random.Next(2, 5), random.Next(1, BandwidthRig.Chunk));
            }

            rig.WriteAll();
            var next = rig.Now + TimeSpan.FromMilliseconds(random.Next(1, 40));
            rig.Advance(rig.NextWake is { } wake && wake < next ? wake : next);
        }

        Check(rig, _ => true, 4 * Rate, end);
        for (var peer = 0; peer < 3; peer++)
        {
            Check(rig, number => number == Peer(peer), 2 * Rate, end);
        }

        Assert.That(rig.Sent.Sum(sent => (long)sent.Message.Bytes), Is.GreaterThan(0.95 * 4 * Rate * 10));
    }

    private static void Check(BandwidthRig rig, Func<NodeId, bool> filter, long rate, TimeSpan end)
    {
        var sent = rig.Sent.Where(item => filter(item.Message.Peer)).ToList();
        var total = 0L;
        var least = double.MaxValue;
        foreach (var (at, message) in sent)
        {
            // The largest excess over rate x time of any window that ends here begins where the running balance was lowest.
            least = Math.Min(least, total - (rate * at.TotalSeconds));
            total += message.Bytes;
            Assert.That(total - (rate * at.TotalSeconds) - least, Is.LessThanOrEqualTo((2 * Burst) + BandwidthRig.Chunk + 1), $"at {at} of {end}");
        }
    }
}
