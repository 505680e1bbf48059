using Tidings.Node.Files;

namespace Tidings.Node.Tests.Subnet;

/// <summary>Whole subnets over TLS: every node ends with every file, byte for byte.</summary>
[CancelAfter(60_000)]
public sealed class BroadcastTests
{
    private const int Chunk = 256 << 10;

    [TestCase(4)]
    [TestCase(7)]
    public async Task Every_node_gets_every_file_whatever_its_size_and_name(int count, CancellationToken cancellationToken)
    {
        await using var subnet = new TestSubnet();
        await subnet.StartAsync(count, cancellationToken);
        subnet.Announce();
        await subnet.ConnectedAsync(cancellationToken);

        var files = await PublishAsync(subnet, count, cancellationToken);

        for (var i = 0; i < count; i++)
        {
            await subnet[i].HoldAsync(files, cancellationToken);
            await subnet[i].HasExactlyAsync(files, cancellationToken);
            Assert.That(subnet[i].Node.Peers.Select(peer => peer.Score), Has.All.Zero);
            Assert.That(subnet[i].Node.Health.Reasons, Is.Empty);
        }
    }

    [Test]
    public async Task Who_joins_late_gets_everything_although_the_maker_has_left(CancellationToken cancellationToken)
    {
        await using var subnet = new TestSubnet();
        await subnet.StartAsync(4, cancellationToken);
        subnet.Announce(0, 1, 2);
        await subnet.ConnectedAsync(cancellationToken, 0, 1, 2);
        var files = await PublishAsync(subnet, 1, cancellationToken);
        await subnet[1].HoldAsync(files, cancellationToken);
        await subnet[2].HoldAsync(files, cancellationToken);
        await subnet[0].StopAsync();

        subnet.Announce(1, 2, 3);
        await subnet[3].HoldAsync(files, cancellationToken);

        await subnet[3].HasExactlyAsync(files, cancellationToken);
        Assert.That(subnet[3].Figures.DownloadsFromOthers, Is.EqualTo(files.Count));
    }

    [Test]
    public async Task A_node_killed_in_the_middle_of_a_transfer_and_restarted_empty_refills(CancellationToken cancellationToken)
    {
        await using var subnet = new TestSubnet(("Bandwidth:SendBytesPerSecondPerPeerMax", "8388608"));
        await subnet.StartAsync(3, cancellationToken);
        subnet.Announce();
        await subnet.ConnectedAsync(cancellationToken);
        var first = await subnet[0].PublishAsync("first", TestFile.Body(100_000, 1), cancellationToken);
        var large = await subnet[1].PublishAsync("large", TestFile.Body(5_000_000, 2), cancellationToken);
        var victim = subnet[2];
        await victim.HoldAsync([first], cancellationToken);

        await victim.KillAsync();
        await subnet.StartAsync(victim, cancellationToken);

        await victim.HoldAsync([first, large], cancellationToken);
        await victim.HasExactlyAsync([first, large], cancellationToken);
        Assert.That(victim.Figures.BytesKept, Is.GreaterThanOrEqualTo(first.EncodedBytes + large.EncodedBytes), "its pool was empty");
        Assert.That(subnet[0].PeerOf(victim).Score + subnet[1].PeerOf(victim).Score, Is.Zero, "a restart is no offence");
    }

    private static async Task<List<TestFile>> PublishAsync(TestSubnet subnet, int publishers, CancellationToken cancellationToken)
    {
        (string Name, byte[] Body)[] files =
        [
            ("empty", []),
            ("one", [7]),
            ("folder/chunk", TestFile.Body(Chunk - FileCodec.Header("folder/chunk").Length, 1)),
            ("folder/chunk+1", TestFile.Body(Chunk + 1 - FileCodec.Header("folder/chunk+1").Length, 2)),
            ("twin", TestFile.Body(40_000, 3)),
            ("twin again", TestFile.Body(40_000, 3)),
            ("ἀγγελία/消息.txt", TestFile.Body(5_000, 4)),
            ("three megabytes", TestFile.Body(3_000_000, 5)),
        ];
        var published = new List<TestFile>();
        foreach (var (name, body) in files)
        {
            published.Add(await subnet[published.Count % publishers].PublishAsync(name, body, cancellationToken));
        }

        return published;
    }
}
