using Tidings.Runtime.Peers;

namespace Tidings.Node.Tests.Subnet;

/// <summary>The membership file changes while the nodes run; nobody restarts.</summary>
[CancelAfter(60_000)]
public sealed class MembershipChangeTests
{
    [Test]
    public async Task A_removed_node_is_disconnected_and_the_others_go_on(CancellationToken cancellationToken)
    {
        await using var subnet = new TestSubnet();
        await subnet.StartAsync(4, cancellationToken);
        subnet.Announce();
        await subnet.ConnectedAsync(cancellationToken);
        var sessions = Sessions(subnet);
        var before = await subnet[0].PublishAsync("before", TestFile.Body(300_000, 1), cancellationToken);
        await subnet[3].HoldAsync([before], cancellationToken);

        subnet.Announce(0, 1, 2);
        await Eventually.HoldsAsync(() => subnet[3].Node.Peers.All(peer => peer.State != PeerState.Connected), cancellationToken);
        await subnet.ConnectedAsync(cancellationToken, 0, 1, 2);
        var after = await subnet[0].PublishAsync("after", TestFile.Body(300_000, 2), cancellationToken);
        await subnet[1].HoldAsync([before, after], cancellationToken);
        await subnet[2].HoldAsync([before, after], cancellationToken);

        await subnet[3].HasExactlyAsync([before], cancellationToken);
        Assert.That(Sessions(subnet), Is.EqualTo(sessions), "the others kept their sessions");
    }

    [Test]
    public async Task An_added_node_joins_without_a_restart_of_the_others(CancellationToken cancellationToken)
    {
        await using var subnet = new TestSubnet();
        await subnet.StartAsync(4, cancellationToken);
        subnet.Announce(0, 1, 2);
        await subnet.ConnectedAsync(cancellationToken, 0, 1, 2);
        var sessions = Sessions(subnet);
        var before = await subnet[0].PublishAsync("before", TestFile.Body(300_000, 1), cancellationToken);
        Assert.That(subnet[3].Node.Peers, Is.Empty);

        subnet.Announce();
        await subnet.ConnectedAsync(cancellationToken);
        var after = await subnet[3].PublishAsync("after", TestFile.Body(300_000, 2), cancellationToken);

        for (var i = 0; i < 4; i++)
        {
            await subnet[i].HoldAsync([before, after], cancellationToken);
        }

        Assert.That(Sessions(subnet), Is.EqualTo(sessions), "the others kept their sessions");
    }

    private static List<long?> Sessions(TestSubnet subnet) =>
        [subnet[0].PeerOf(subnet[1]).Session, subnet[0].PeerOf(subnet[2]).Session, subnet[1].PeerOf(subnet[2]).Session];
}
