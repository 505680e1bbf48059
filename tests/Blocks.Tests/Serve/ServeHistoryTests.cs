using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Serve;
using static Tidings.Blocks.Tests.Limits.LimitsWorld;

namespace Tidings.Blocks.Tests.Serve;

public sealed class ServeHistoryTests
{
    [Test]
    public void Every_request_ends_once_and_every_lease_is_given_back([Range(1, 40)] int seed)
    {
        var random = new Random(seed);
        var pool = new TestPool();
        for (var artifact = 0; artifact < 8; artifact++)
        {
            pool.Add(artifact, random.Next(1 << 20));
        }

        var rig = new ServeRig(pool, new ServeOptions { RequestsPerPeerMax = 8 });
        rig.Join(Peer(0));
        rig.Join(Peer(1), lanes: 1);
        var asked = new List<ulong>();
        for (var step = 0; step < 300; step++)
        {
            switch (random.Next(8))
            {
                case < 5:
                    asked.Add((ulong)asked.Count + 1);
                    var peer = random.Next(2);
                    rig.Ask(Peer(peer), asked[^1], random.Next(10), (uint)random.Next(5), (FetchPriority)random.Next(2, 5), peer == 0 ? random.Next(2) : 0);
                    break;
                case 5:
                    rig.WriteOnce();
                    break;
                case 6 when asked.Count > 0:
                    rig.Cancel(Peer(random.Next(2)), asked[random.Next(asked.Count)]);
                    break;
                default:
                    if (random.Next(20) == 0)
                    {
                        pool.Remove(random.Next(8));
                    }

                    break;
            }
        }

        rig.WriteAll();
        var ended = rig.Chunks.Select(chunk => chunk.Request).Concat(rig.Ends.Select(end => end.Request));
        Assert.That(ended, Is.EquivalentTo(asked), $"seed {seed}");
        AssertNothingIsHeld(pool);
    }

    [Test]
    public void Lanes_and_sessions_that_go_end_what_was_asked_on_them_and_no_lease_is_lost([Range(1, 40)] int seed)
    {
        var random = new Random(seed);
        var pool = new TestPool();
        pool.Add(1, 1 << 20);
        var rig = new ServeRig(pool);
        rig.Join(Peer(0));
        var request = 0UL;
        for (var step = 0; step < 300; step++)
        {
            switch (random.Next(10))
            {
                case < 6:
                    rig.Ask(Peer(0), ++request, 1, (uint)random.Next(4), FetchPriority.Fetch, random.Next(2));
                    break;
                case < 8:
                    rig.WriteOnce();
                    break;
                case 8:
                    rig.Lane(Peer(0), 1, random.Next(2) == 0);
                    break;
                default:
                    if (random.Next(6) == 0)
                    {
                        rig.Join(Peer(0));
                    }

                    break;
            }
        }

        rig.Lane(Peer(0), 1, isUp: true);
        rig.WriteAll();
        rig.Ask(Peer(0), ++request, 1);
        Assert.That(rig.Chunks.Last().Request, Is.EqualTo(request), "the flow still works");
        rig.WriteAll();
        var answers = rig.Chunks.Select(chunk => chunk.Request).Concat(rig.Ends.Select(end => end.Request)).ToList();
        Assert.That(answers, Is.Unique, $"seed {seed}");
        AssertNothingIsHeld(pool);
    }

    [Test]
    public void Backlogged_peers_differ_by_at_most_a_quantum_and_two_chunks([Range(1, 10)] int seed)
    {
        var random = new Random(seed);
        var pool = new TestPool();
        pool.Add(1, 4 << 20);
        pool.Add(2, random.Next(1, 64 << 10));
        var rig = new ServeRig(pool, null, new BandwidthOptions { SendBytesPerSecondMax = 1 << 20 });
        rig.Join(Peer(0));
        rig.Join(Peer(1));
        var request = 0UL;
        for (var i = 0; i < 300; i++)
        {
            // One asks for large chunks only, the other for whatever comes: bytes are what is shared, not requests.
            for (var wanted = rig.Chunks.Count() + 20; (int)request < 4 * wanted;)
            {
                rig.Ask(Peer(0), ++request, 1, (uint)random.Next(16));
                rig.Ask(Peer(1), ++request, random.Next(1, 3));
                rig.Ask(Peer(1), ++request, random.Next(1, 3));
            }

            rig.WriteAll();
            rig.Advance(rig.NextWake ?? rig.Now + TimeSpan.FromMilliseconds(100));
        }

        long balance = 0, least = 0, most = 0;
        foreach (var sent in rig.Sent)
        {
            balance += sent.Peer == Peer(0) ? sent.Bytes : -sent.Bytes;
            (least, most) = (Math.Min(least, balance), Math.Max(most, balance));
        }

        Assert.That(rig.Sent, Has.Count.GreaterThan(100));
        Assert.That(most - least, Is.LessThanOrEqualTo(3 * ServeRig.ChunkFrame), $"seed {seed}");
    }

    private static void AssertNothingIsHeld(TestPool pool)
    {
        for (var artifact = 0; artifact < 10; artifact++)
        {
            pool.Remove(artifact);
        }

        Assert.That(pool.All.Select(content => content.IsFreed), Is.All.True);
    }
}
