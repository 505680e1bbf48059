using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using static Tidings.Blocks.Tests.Limits.LimitsWorld;

namespace Tidings.Blocks.Tests.Bandwidth;

public sealed class BandwidthHistoryTests
{
    private static readonly string[] Kinds = ["a", "b"];

    [Test]
    public void Whatever_comes_and_goes_room_is_kept_and_in_the_end_everything_is_sent([Range(1, 60)] int seed)
    {
        var random = new Random(seed);
        var options = new BandwidthOptions { SendBytesPerSecondMax = seed % 3 == 0 ? 2 << 20 : 0, SendBytesPerSecondPerPeerMax = seed % 2 == 0 ? 1 << 20 : 0 };
        var rig = new BandwidthRig(options, ("a", 2));
        for (var peer = 0; peer < 3; peer++)
        {
            rig.Join(Peer(peer), bulkLanes: peer);
        }

        for (var step = 0; step < 600; step++)
        {
            Step(rig, random);
        }

        for (var peer = 0; peer < 3; peer++)
        {
            for (var lane = 1; lane <= 2; lane++)
            {
                rig.Lane(Peer(peer), lane, isUp: true);
            }
        }

        for (var i = 0; i < 5000 && (rig.Waiting > 0 || rig.Held.Any()); i++)
        {
            rig.WriteOnce();
            rig.Advance(rig.NextWake ?? rig.Now + TimeSpan.FromSeconds(1));
        }

        Assert.That(rig.Waiting, Is.Zero, $"seed {seed}: starved");
        Assert.That(rig.Sent, Is.Not.Empty);
        Assert.That(rig.Dropped, Is.Zero, $"seed {seed}: the rig answers grants at once");
    }

    private static void Step(BandwidthRig rig, Random random)
    {
        var peer = Peer(random.Next(3));
        switch (random.Next(12))
        {
            case < 6:
                var flow = new Flow(Kinds[random.Next(2)], (FlowRole)random.Next(3));
                var isBulk = flow.Role == FlowRole.Serve;
                rig.Want(flow, peer, isBulk ? random.Next(3) : 0, (FetchPriority)random.Next(2, 5), random.Next(1, isBulk ? BandwidthRig.Chunk : 60 << 10));
                break;
            case < 9:
                var held = rig.Held.ToList();
                if (held.Count > 0)
                {
                    var (writer, lane) = held[random.Next(held.Count)];
                    rig.Write(writer, lane);
                }

                break;
            case 9:
                rig.Advance(rig.Now + TimeSpan.FromMilliseconds(random.Next(200)));
                break;
            case 10:
                rig.ReturnNextGrant = random.Next(4) == 0;
                rig.Lane(peer, random.Next(1, 3), random.Next(2) == 0);
                break;
            default:
                if (random.Next(8) == 0)
                {
                    rig.Leave(peer);
                    rig.Join(peer, random.Next(3));
                }

                break;
        }
    }
}
