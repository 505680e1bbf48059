namespace Tidings.Node.Tests.Subnet;

/// <summary>What is received twice is counted; a tap before the download stage counts for itself.</summary>
[CancelAfter(60_000)]
public sealed class DuplicateTests
{
    [Test]
    public async Task Without_faults_each_node_receives_each_byte_once(CancellationToken cancellationToken)
    {
        // A loaded machine may make a holder look overdue; here only the protocol may cause a second request.
        await using var subnet = new TestSubnet(("Download:HedgeMin", "00:01:00"), ("Download:HedgeMax", "00:01:00"), ("Download:SilenceMax", "00:01:00"));
        var received = new long[4];
        for (var i = 0; i < received.Length; i++)
        {
            var node = i;
            await subnet.StartAsync(1, cancellationToken, Rewirings.TapChunks(bytes => Interlocked.Add(ref received[node], bytes)));
        }

        subnet.Announce();
        await subnet.ConnectedAsync(cancellationToken);
        var files = new List<TestFile>();
        for (var i = 0; i < 8; i++)
        {
            files.Add(await subnet[i % 4].PublishAsync($"file {i}", TestFile.Body((i * 200_000) + 10_000, i), cancellationToken));
        }

        for (var i = 0; i < received.Length; i++)
        {
            await subnet[i].HoldAsync(files, cancellationToken);
            var needed = files.Where((_, number) => number % 4 != i).Sum(file => file.EncodedBytes);
            Assert.That(Interlocked.Read(ref received[i]), Is.EqualTo(needed));
            Assert.That(subnet[i].Figures.BytesKept, Is.EqualTo(needed));
            Assert.That(subnet[i].Figures.DuplicateBytes, Is.Zero);
        }
    }

    [Test]
    public async Task A_chunk_that_comes_after_its_rival_moves_the_counter_and_nobody_is_blamed(CancellationToken cancellationToken)
    {
        await using var subnet = new TestSubnet(("Download:OutstandingBytesPerPeer", "262144"));
        var (gate, held) = (new TaskCompletionSource(), new TaskCompletionSource());
        long received = 0;
        await subnet.StartAsync(1, cancellationToken);
        await subnet.StartAsync(1, cancellationToken, Rewirings.HoldChunksBackUntil(gate.Task, () => held.TrySetResult()));
        await subnet.StartAsync(1, cancellationToken, Rewirings.TapChunks(bytes => Interlocked.Add(ref received, bytes)));
        var body = TestFile.Body(3_000_000, 1);
        var file = await subnet[0].PublishAsync("file", body, cancellationToken);
        await subnet[1].PublishAsync("file", body, cancellationToken);
        subnet.Announce(1, 2);
        await held.Task.WaitAsync(cancellationToken);
        subnet.Announce();
        await subnet[2].HoldAsync([file], cancellationToken);
        Assert.That(subnet[2].Figures.DuplicateBytes, Is.Zero, "the late one is still held back");

        gate.SetResult();
        await Eventually.HoldsAsync(() => subnet[2].Figures.DuplicateBytes > 0, cancellationToken);

        Assert.That(Interlocked.Read(ref received), Is.EqualTo(file.EncodedBytes + subnet[2].Figures.DuplicateBytes));
        Assert.That(subnet[2].PeerOf(subnet[1]).Score, Is.Zero);
    }
}
