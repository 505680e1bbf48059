using Tidings.Blocks.Download;
using Tidings.Blocks.Tests.Download;

namespace Tidings.Blocks.Tests.Prioritize;

/// <summary>Peers that advertise what they never send keep nothing from those that do.</summary>
internal sealed class FalseClaimsTests
{
    [Test]
    public void What_one_peer_advertises_and_never_sends_leaves_a_share_to_every_other()
    {
        var world = new BufferWorld(new() { ActiveDownloadsMax = 50, ActiveDownloadsPerPeerMin = 4 });
        Flood(world, liar: 1, from: 0, claims: 200);
        Assert.That(world.Started, Has.Count.EqualTo(50));

        for (var number = 1000; number < 1010; number++)
        {
            world.Hear(Ids.Advert(number, 10), peer: 2);
        }

        Assert.That(world.Started.Skip(50).Select(start => start.Advert.Id), Is.EqualTo(Enumerable.Range(1000, 4).Select(Ids.Artifact)));
        world.Finish(world.Started[50], DownloadOutcome.Complete);
        Assert.That(world.Started[^1].Advert.Id, Is.EqualTo(Ids.Artifact(1004)));
    }

    [Test]
    public void Several_liars_that_claimed_first_what_another_has_do_not_keep_it_out()
    {
        var world = new BufferWorld(new() { ActiveDownloadsMax = 50, ActiveDownloadsPerPeerMin = 4 });
        for (var liar = 1; liar <= 3; liar++)
        {
            Flood(world, liar, from: 200 * liar, claims: 100);
        }

        world.Hear(Ids.Advert(5000, 10), peer: 1);
        world.Hear(Ids.Advert(5000, 10), peer: 2);
        Assert.That(world.Started.Select(start => start.Advert.Id), Does.Not.Contain(Ids.Artifact(5000)));
        world.Hear(Ids.Advert(5000, 10), peer: 9);
        Assert.That(world.Started[^1].Advert.Id, Is.EqualTo(Ids.Artifact(5000)));
        Assert.That(world.Started[^1].Holders.Select(holder => holder.Peer), Is.EqualTo(new[] { Ids.Node(1), Ids.Node(2), Ids.Node(9) }));
    }

    [Test]
    public void What_is_advertised_anew_while_its_download_ends_is_fetched_again_at_once()
    {
        var world = new BufferWorld();
        world.Hear(Ids.Advert(1, 10), peer: 1);
        world.Hear(Ids.Advert(1, 10), peer: 1, isHolder: false);
        world.Hear(Ids.Advert(1, 10), peer: 1, commit: 2);
        world.Finish(world.Started[0], DownloadOutcome.NoHolders);
        Assert.That(world.Started, Has.Count.EqualTo(2));
        world.Finish(world.Started[1], DownloadOutcome.NoHolders);
        Assert.That(world.Started, Has.Count.EqualTo(2), "nobody said anything new of it");
    }

    private static void Flood(BufferWorld world, int liar, int from, int claims)
    {
        for (var number = from; number < from + claims; number++)
        {
            world.Hear(Ids.Advert(number, 10), liar);
        }
    }
}
