using Tidings.Pipelines.DependencyInjection;
using Tidings.Runtime.Peers;

namespace Tidings.Node.Tests.Subnet;

/// <summary>Peers that lie, keep silent or stall, made by rewiring their own graphs: they delay only what depends on them alone.</summary>
[CancelAfter(60_000)]
public sealed class BadPeerTests
{
    // One chunk at a time from each holder, so that a file of many chunks is asked of every holder.
    private static readonly (string, string) OneChunkEach = ("Download:OutstandingBytesPerPeer", "262144");

    [Test]
    public async Task Wrong_bytes_enter_no_pool_and_the_liar_is_banned_while_the_honest_deliver(CancellationToken cancellationToken)
    {
        await using var subnet = new TestSubnet(OneChunkEach);
        var honestMayServe = new TaskCompletionSource();
        var files = await TwoHoldersAsync(subnet, Rewirings.HoldChunksBackUntil(honestMayServe.Task), Rewirings.ServeWrongBytes, cancellationToken);
        var (honest, liar, victim) = (subnet[0], subnet[1], subnet[2]);

        subnet.Announce();
        await Eventually.HoldsAsync(() => victim.Node.Peers.Any(peer => peer.State == PeerState.Banned), cancellationToken);
        honestMayServe.SetResult();
        await victim.HoldAsync(files, cancellationToken);

        await victim.HasExactlyAsync(files, cancellationToken);
        Assert.That(victim.PeerOf(liar).State, Is.EqualTo(PeerState.Banned));
        Assert.That(victim.PeerOf(liar).LastEnd, Is.EqualTo(DisconnectReason.Banned));
        Assert.That(victim.PeerOf(honest).Score, Is.Zero);
        Assert.That(honest.PeerOf(liar).State, Is.EqualTo(PeerState.Connected), "it was never asked for anything");
    }

    [Test]
    public async Task A_holder_that_never_answers_is_passed_over_and_not_blamed(CancellationToken cancellationToken)
    {
        await using var subnet = new TestSubnet(OneChunkEach);
        var files = await TwoHoldersAsync(subnet, _ => { }, Rewirings.ServeNothing, cancellationToken);
        var (silent, victim) = (subnet[1], subnet[2]);

        subnet.Announce();
        await victim.HoldAsync(files, cancellationToken);

        await victim.HasExactlyAsync(files, cancellationToken);
        Assert.That(victim.Figures.Hedges, Is.Positive, "it was asked, and its chunks came from the other");
        Assert.That(victim.PeerOf(silent).Score, Is.Zero);
        Assert.That(victim.PeerOf(silent).State, Is.EqualTo(PeerState.Connected));
    }

    [Test]
    public async Task A_node_that_stops_reading_delays_nobody_and_catches_up(CancellationToken cancellationToken)
    {
        await using var subnet = new TestSubnet();
        var gate = new TaskCompletionSource();
        var isStalled = false;
        await subnet.StartAsync(3, cancellationToken);
        await subnet.StartAsync(1, cancellationToken, Rewirings.StallWhile(() => Volatile.Read(ref isStalled) ? gate.Task : Task.CompletedTask));
        subnet.Announce();
        await subnet.ConnectedAsync(cancellationToken);
        Volatile.Write(ref isStalled, true);

        var files = new List<TestFile>();
        for (var i = 0; i < 6; i++)
        {
            files.Add(await subnet[i % 3].PublishAsync($"file {i}", TestFile.Body(1_000_000, i), cancellationToken));
        }

        for (var i = 0; i < 3; i++)
        {
            await subnet[i].HoldAsync(files, cancellationToken);
        }

        Assert.That(subnet[3].Pool.Count, Is.Zero, "it has stalled");
        gate.SetResult();
        await subnet[3].HoldAsync(files, cancellationToken);
        await subnet[3].HasExactlyAsync(files, cancellationToken);
        Assert.That(subnet[0].PeerOf(subnet[3]).Score, Is.Zero);
    }

    // Nodes 0 and 1 hold the same files, and node 2 knows neither of them yet.
    private static async Task<List<TestFile>> TwoHoldersAsync(
        TestSubnet subnet, Action<ITidingsBuilder> first, Action<ITidingsBuilder> second, CancellationToken cancellationToken)
    {
        await subnet.StartAsync(1, cancellationToken, first);
        await subnet.StartAsync(1, cancellationToken, second);
        await subnet.StartAsync(1, cancellationToken);
        var files = new List<TestFile>();
        for (var i = 0; i < 4; i++)
        {
            var body = TestFile.Body(3_000_000, i);
            files.Add(await subnet[0].PublishAsync($"file {i}", body, cancellationToken));
            await subnet[1].PublishAsync($"file {i}", body, cancellationToken);
        }

        subnet.Announce(0, 1);
        await subnet.ConnectedAsync(cancellationToken, 0, 1);
        return files;
    }
}
