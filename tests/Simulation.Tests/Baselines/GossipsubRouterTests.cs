using Tidings.Simulation.Baselines;
using Tidings.Simulation.Kernel;

namespace Simulation.Tests.Baselines;

/// <summary>What the model sends when.</summary>
public sealed class GossipsubRouterTests
{
    private static readonly PublishedMessage Message = new(new MessageId(2, 1), new byte[] { 1, 2, 3 });

    private GossipsubRouter _router = null!;

    [SetUp]
    public void SetUp() => _router = new GossipsubRouter(GossipsubOptions.Default, new RandomStream(1, "router"));

    [Test]
    public void What_is_made_here_goes_to_every_subscriber_in_the_mesh_or_not()
    {
        Join(20);
        Assert.That(PeersOf(_router.Handle(new OwnMessage(Message), default)), Is.EqualTo(Enumerable.Range(0, 20)));
    }

    [Test]
    public void What_comes_goes_to_the_mesh_but_not_back_and_not_to_its_author()
    {
        Join(20);
        foreach (var peer in (int[])[1, 2, 3, 4])
        {
            _router.Handle(new RpcReceived(peer, new Rpc { IsGraft = true }), default);
        }

        var effects = _router.Handle(new RpcReceived(3, new Rpc { Messages = [Message] }), default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(effects.Delivered.Select(message => message.Id), Is.EqualTo(new[] { Message.Id }));
            Assert.That(PeersOf(effects), Is.EqualTo(new[] { 1, 4 }));
            Assert.That(_router.Handle(new RpcReceived(4, new Rpc { Messages = [Message] }), default).Sent, Is.Empty, "a second copy");
        }
    }

    [Test]
    public void A_heartbeat_grafts_D_neighbours_and_tells_others_what_was_seen()
    {
        Join(30);
        _router.Handle(new OwnMessage(Message), default);
        var sent = _router.Handle(new RouterWake(), TimeSpan.FromSeconds(1)).Sent;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sent.Count(rpc => rpc.Rpc.IsGraft), Is.EqualTo(GossipsubOptions.Default.Degree));
            Assert.That(sent.Where(rpc => !rpc.Rpc.IsGraft).Select(rpc => rpc.Rpc.Have.Single()), Is.EqualTo(Enumerable.Repeat(Message.Id, 6)));
        }
    }

    [Test]
    public void A_message_is_told_for_three_heartbeats_and_kept_for_five()
    {
        Join(30);
        _router.Handle(new OwnMessage(Message), default);
        List<int> told = [], given = [];
        for (var beat = 1; beat <= 7; beat++)
        {
            told.Add(_router.Handle(new RouterWake(), TimeSpan.FromSeconds(beat)).Sent.Any(rpc => rpc.Rpc.Have.Count > 0) ? 1 : 0);
            given.Add(_router.Handle(new RpcReceived(beat, new Rpc { Want = [Message.Id] }), TimeSpan.FromSeconds(beat)).Sent.Count);
        }

        Assert.That(told, Is.EqualTo(new[] { 1, 1, 1, 0, 0, 0, 0 }));
        Assert.That(given, Is.EqualTo(new[] { 1, 1, 1, 1, 0, 0, 0 }));
    }

    [Test]
    public void One_neighbour_is_given_the_same_message_three_times_at_most()
    {
        Join(3);
        _router.Handle(new OwnMessage(Message), default);
        var given = Enumerable.Range(0, 5).Select(_ => _router.Handle(new RpcReceived(1, new Rpc { Want = [Message.Id] }), default).Sent.Count);
        Assert.That(given, Is.EqualTo(new[] { 1, 1, 1, 0, 0 }));
    }

    [Test]
    public void Who_has_been_pruned_is_not_grafted_before_its_time()
    {
        Join(3);
        _router.Handle(new RpcReceived(1, new Rpc { PruneBackoff = TimeSpan.FromSeconds(60) }), default);
        var early = _router.Handle(new RpcReceived(1, new Rpc { IsGraft = true }), TimeSpan.FromSeconds(59));
        Assert.That(early.Sent.Single().Rpc.PruneBackoff, Is.EqualTo(TimeSpan.FromMinutes(1)));
        Assert.That(_router.Handle(new RpcReceived(1, new Rpc { IsGraft = true }), TimeSpan.FromSeconds(121)).Sent, Is.Empty);
    }

    private static IEnumerable<int> PeersOf(RouterEffects effects) => effects.Sent.Select(rpc => rpc.Peer);

    private void Join(int peers)
    {
        for (var peer = 0; peer < peers; peer++)
        {
            _router.Handle(new NeighbourJoined(peer, IsOutbound: peer % 2 == 0), default);
            _router.Handle(new RpcReceived(peer, new Rpc { IsSubscription = true }), default);
        }
    }
}
