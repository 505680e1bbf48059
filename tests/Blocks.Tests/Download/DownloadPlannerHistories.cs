using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;

namespace Tidings.Blocks.Tests.Download;

/// <summary>Generated histories: holders of every manner come, go and lose lanes; one honest one stays.</summary>
internal sealed class DownloadPlannerHistories
{
    [Test]
    public void Everything_wanted_arrives_while_one_honest_holder_stays([Range(1, 150)] int seed)
    {
        var random = new Random(seed);
        var world = new PlannerWorld(new()
        {
            OutstandingRequestsPerPeer = random.Next(1, 12),
            OutstandingBytesPerPeer = random.Next(1, 12) * PlannerWorld.ChunkSize,
        });
        var honest = world.Add(new SimulatedHolder(1, HolderManner.Honest, Milliseconds(random, 200)));
        var others = Enumerable.Range(2, random.Next(1, 6))
            .Select(number => world.Add(new SimulatedHolder((byte)number, (HolderManner)random.Next(6), Milliseconds(random, 400)), random.Next(4)))
            .ToArray();
        var wanted = Start(world, random, honest, others);
        Disturb(world, random, others);

        var arrived = world.RunUntil(TimeSpan.FromMinutes(15), () => wanted.TrueForAll(world.Completed.ContainsKey));

        Assert.That(arrived, Is.True, () => $"seed {seed}: {wanted.Count(claim => !world.Completed.ContainsKey(claim))} of {wanted.Count} are missing");
        Assert.That(world.Blames.Select(blame => blame.Peer).Distinct(), Is.SubsetOf(others.Where(other => other.Manner == HolderManner.Lying).Select(other => other.Id)));
        Assert.That(world.Blames.Select(blame => blame.Offence), Is.All.EqualTo(Offence.WrongBytes));
    }

    [Test]
    public void Without_faults_every_chunk_is_asked_once([Range(1, 40)] int seed)
    {
        var random = new Random(seed);
        var world = new PlannerWorld();
        var holders = Enumerable.Range(1, 5).Select(number => world.Add(new SimulatedHolder((byte)number, HolderManner.Honest, Milliseconds(random, 40)))).ToArray();
        var wanted = Start(world, random, holders[0], holders[1..]);

        Assert.That(world.RunUntil(TimeSpan.FromMinutes(1), () => wanted.TrueForAll(world.Completed.ContainsKey)), Is.True);

        Assert.That(world.Duplicates, Is.Zero);
        Assert.That(world.Asks.Select(ask => (ask.Id, ask.Chunk)), Is.Unique);
        Assert.That(world.Planner.Downloads + world.Planner.OpenRequests, Is.Zero);
    }

    [Test]
    public void Every_holder_is_asked_once_before_any_is_asked_twice(
        [Range(1, 40)] int seed, [Values(HolderManner.Silent, HolderManner.Withholds)] HolderManner manner)
    {
        var random = new Random(seed);
        var world = new PlannerWorld();
        var silent = Enumerable.Range(1, 4).Select(number => world.Add(new SimulatedHolder((byte)number, manner, default))).ToArray();
        var claim = world.Start(Ids.Advert(1, random.Next(1, 1000)), FetchPriority.Fetch, silent);

        world.RunUntil(TimeSpan.FromMinutes(2));

        var rounds = world.Asks.Select(ask => ask.Peer).Chunk(silent.Length).Where(round => round.Length == silent.Length).ToArray();
        Assert.That(rounds, Is.Not.Empty);
        Assert.That(rounds[0], Is.Unique);
        Assert.That(world.Completed, Does.Not.ContainKey(claim));
    }

    private static List<ClaimKey> Start(PlannerWorld world, Random random, SimulatedHolder honest, SimulatedHolder[] others)
    {
        List<ClaimKey> wanted = [];
        for (var number = 1; number <= random.Next(1, 20); number++)
        {
            var holders = others.Where(_ => random.Next(3) > 0).Append(honest).ToArray();
            var advert = Ids.Advert(number, random.Next(0, 20 * PlannerWorld.ChunkSize));
            wanted.Add(world.Start(advert, FetchPriority.Later + random.Next(3), holders));
        }

        return wanted;
    }

    private static void Disturb(PlannerWorld world, Random random, SimulatedHolder[] others)
    {
        for (var i = 0; i < 40; i++)
        {
            var holder = others[random.Next(others.Length)];
            world.At(TimeSpan.FromMilliseconds(random.Next(20_000)), () =>
            {
                if (!holder.IsUp)
                {
                    world.Join(holder, random.Next(4));
                }
                else if (random.Next(2) == 0)
                {
                    world.Leave(holder);
                }
                else
                {
                    world.LaneUp(holder, 1, random.Next(2) == 0);
                }
            });
        }
    }

    private static TimeSpan Milliseconds(Random random, int most) => TimeSpan.FromMilliseconds(1 + random.Next(most));
}
