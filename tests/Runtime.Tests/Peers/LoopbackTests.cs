using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Peers;
using Tidings.Runtime.Security;
using Tidings.Runtime.Transport;
using Tidings.Runtime.Transport.Tcp;

namespace Tidings.Runtime.Tests.Peers;

/// <summary>The same session layers over real sockets and mutual TLS.</summary>
[CancelAfter(30_000)]
public sealed class LoopbackTests
{
    private readonly List<SessionNode> _nodes = [];
    private readonly List<NodeIdentity> _identities = [];

    [TearDown]
    public async Task StopAsync()
    {
        foreach (var node in _nodes)
        {
            await node.StopAsync();
        }

        _identities.ForEach(static identity => identity.Dispose());
        _nodes.Clear();
        _identities.Clear();
    }

    [Test]
    public async Task Three_nodes_mesh_over_TLS_and_frames_pass_on_every_lane(CancellationToken cancellationToken)
    {
        await StartAsync(3, cancellationToken);
        await MeshedAsync(cancellationToken);
        var (a, b) = (_nodes[0], _nodes[1]);
        for (var lane = 0; lane < 4; lane++)
        {
            Assert.That(a.Basis.Directory.TrySend(a.MessageTo(b, new CancelMessage("file", [(ulong)lane]), lane)), Is.True);
        }

        await b.Graph.UntilAsync(() => b.Graph.Frames.Select(static f => f.Lane).Order().SequenceEqual([0, 1, 2, 3])).WaitAsync(cancellationToken);
        var peer = a.PeerOf(b)!;
        Assert.That(peer.BytesSent, Is.GreaterThan(4 * 600), "four TLS handshakes");
    }

    [Test]
    public async Task A_session_that_breaks_comes_back(CancellationToken cancellationToken)
    {
        await StartAsync(2, cancellationToken);
        await MeshedAsync(cancellationToken);
        var (a, b) = (_nodes[0], _nodes[1]);
        foreach (var connection in a.Transport.Open)
        {
            connection.Abort();
        }

        await a.Graph.UntilAsync(() => a.Graph.Peers.OfType<PeerJoined>().Count() == 2).WaitAsync(cancellationToken);
        await MeshedAsync(cancellationToken);
        Assert.That(b.Graph.Peers.OfType<PeerLeft>().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_key_outside_the_membership_gets_no_session(CancellationToken cancellationToken)
    {
        await StartAsync(3, cancellationToken, known: 2);
        var (a, stranger) = (_nodes[0], _nodes[2]);
        await a.Logger.UntilAsync(Telemetry.EventIds.HandshakeRefusedByUs, 1).WaitAsync(cancellationToken);

        Assert.That(a.Log, Has.Some.Contains(stranger.Id.ToString()).And.Contains("NotAMember"));
        Assert.That(stranger.PeerOf(a)!.State, Is.EqualTo(PeerState.Apart));
        await a.Graph.UntilAsync(() => a.IsConnectedTo(_nodes[1])).WaitAsync(cancellationToken);
    }

    private async Task StartAsync(int count, CancellationToken cancellationToken, int? known = null)
    {
        for (var i = 0; i < count; i++)
        {
            _identities.Add(NodeIdentity.Create());
        }

        foreach (var identity in _identities)
        {
            var transport = new TcpTransport(new TcpTransportOptions(), TimeProvider.System, NullLogger<TcpTransport>.Instance);
            var node = new SessionNode(
                identity.Id,
                TimeProvider.System,
                TaskScheduler.Default,
                transport,
                basis => new MutualTls(identity, basis.Membership.MayConnect, new HandshakeOptions(), TimeProvider.System));
            await node.StartAsync(new NodeAddress("127.0.0.1", 0)).WaitAsync(cancellationToken);
            _nodes.Add(node);
        }

        for (var i = 0; i < count; i++)
        {
            var members = _nodes.Take(i < known ? known.Value : count);
            _nodes[i].Membership.Offer(new MembershipList(1, members.Select(static n => new Member(n.Id, ImmutableArray.Create(n.Listener.LocalAddress)))));
        }
    }

    private async Task MeshedAsync(CancellationToken cancellationToken)
    {
        foreach (var node in _nodes)
        {
            await node.Graph.UntilAsync(() => _nodes.TrueForAll(other => other == node || node.IsConnectedTo(other))).WaitAsync(cancellationToken);
        }
    }
}
