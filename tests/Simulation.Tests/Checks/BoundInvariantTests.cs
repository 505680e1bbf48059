using Simulation.Tests.Kinds;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Pipelines.Composition;
using Tidings.Pipelines.Publishing;
using Tidings.Runtime.Peers;
using Tidings.Simulation;
using Tidings.Simulation.Checks;
using Tidings.Simulation.Checks.Invariants;
using Tidings.Simulation.Checks.Records;

namespace Simulation.Tests.Checks;

/// <summary>A node that is made to break a bound is found.</summary>
public sealed class BoundInvariantTests
{
    private SimulatedNetwork _net = null!;

    [SetUp]
    public void Start()
    {
        _net = SimulatedNetwork.Create(seed: 1, nodes: 3, Memo.Register);
        _net.RunFor(TimeSpan.FromSeconds(1));
    }

    [TearDown]
    public void Dispose() => _net.Dispose();

    [Test]
    public void Blame_of_an_honest_node_is_found()
    {
        _net[1].Get<PeerBasis>().Offences.Report(_net[2].Id, Offence.Flood, "planted");
        Assert.That(Broken().Message, Does.Contain("right blame").And.Contain("node 1").And.Contain("honest node 2").And.Contain("planted"));
    }

    [Test]
    public void Blame_of_a_liar_is_right()
    {
        _net.Dispose();
        _net = SimulatedNetwork.Create(seed: 1, nodes: 3, Memo.Register);
        _net[2].Misbehave(static _ => { });
        _net.RunFor(TimeSpan.FromSeconds(1));
        _net[1].Get<PeerBasis>().Offences.Report(_net[2].Id, Offence.Flood, "earned");
        _net.RunFor(TimeSpan.FromSeconds(10));
        Assert.That(_net[1].Get<PeerBasis>().Offences.Find(_net[2].Id)?.Points, Is.GreaterThan(0));
    }

    [Test]
    public void Memory_that_is_on_no_account_is_found()
    {
        var node = new ByteAccount("node", 100);
        var frames = new ByteAccount("frames", long.MaxValue);
        Assert.That(node.TryCharge(10) && frames.TryCharge(10), Is.True);
        Assert.That(BoundedMemory.OfAccounts([node, frames]), Is.Null);
        Assert.That(node.TryCharge(1), Is.True);
        Assert.That(BoundedMemory.OfAccounts([node, frames]), Does.Contain("11").And.Contain("10"));
    }

    [Test]
    public void More_requests_than_are_allowed_are_found()
    {
        var kind = _net[0].Record.Kinds[0];
        var session = _net[0].Node.Peers.Single(peer => peer.Id == _net[1].Id).Session!.Value;
        var most = kind.Options.Download.OutstandingRequestsPerPeer;
        kind.Requests.Sent(Asking(session, most));
        kind.Requests.Forget();
        kind.Requests.Sent(Asking(session, most + 1));
        Assert.That(Broken().Invariant, Is.EqualTo("bounded requests"));
    }

    [Test]
    public void A_buffer_that_is_never_given_back_is_found_at_the_end()
    {
        Assert.That(_net[0].Get<NodeGraph>().Ledger.TryRent(_net[1].Id, 100), Is.Not.Null);
        Assert.That(Assert.Throws<InvariantException>(_net.Finish).Message, Does.Contain("clean drain").And.Contain("Node 0").And.Contain("rented"));
    }

    [Test]
    public void A_timer_that_is_left_armed_is_found_at_the_end()
    {
        using var timer = _net[1].Current.Host.Clock.CreateTimer(static _ => { }, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        Assert.That(Assert.Throws<InvariantException>(_net.Finish).Message, Does.Contain("clean drain").And.Contain("Node 1").And.Contain("timer"));
    }

    [Test]
    public void A_request_that_nobody_ends_is_found_when_the_network_is_quiet()
    {
        var kind = _net[0].Record.Kinds[0];
        kind.Requests.Sent(Asking(_net[0].Node.Peers.Single(peer => peer.Id == _net[1].Id).Session!.Value, 1));
        Assert.That(Assert.Throws<InvariantException>(() => _net.RunFor(TimeSpan.FromMinutes(3))).Invariant, Is.EqualTo("no deadlock"));
    }

    [Test]
    public void A_publication_without_an_outcome_is_found_when_the_network_is_quiet()
    {
        _net[0].Record.Kinds[0].Published(default, new TaskCompletionSource().Task);
        Assert.That(Assert.Throws<InvariantException>(() => _net.RunFor(TimeSpan.FromMinutes(3))).Message, Does.Contain("no deadlock").And.Contain("publication"));
    }

    [Test]
    public void Bytes_that_come_twice_are_found_where_nothing_went_wrong()
    {
        var figures = new KindFigures("memo", 1, 0, 10, 0, 1, 0, 1, 0);
        var requests = new RequestRecord(static () => TimeSpan.Zero);
        Assert.That(NoUselessDownload.Quiet(figures, requests), Is.Null);
        Assert.That(NoUselessDownload.Quiet(figures with { DuplicateBytes = 10 }, requests), Does.Contain("10 bytes"));
        Assert.That(NoUselessDownload.Quiet(figures with { Hedges = 1 }, requests), Does.Contain("1 hedges"));
    }

    [Test]
    public void A_task_whose_exception_nobody_sees_is_found()
    {
        using var invariant = new NoUnobservedException();
        Forget();
        NoUnobservedException.Collect();
        Assert.That(invariant.AtEnd(_net), Does.Contain("planted"));
    }

    private static OutboundMessage Asking(NodeId peer, long session, int count) => new(
        new Flow("memo", FlowRole.Download),
        peer,
        session,
        1,
        Tidings.Blocks.Artifacts.FetchPriority.Fetch,
        new RequestsMessage("memo", [.. Enumerable.Range(0, count).Select(static number => new ChunkRequest(1_000_000UL + (ulong)number, default, (uint)number, 0, default))]),
        1);

    // On a thread of its own, whose stack keeps nothing.
    private static void Forget()
    {
        var thread = new Thread(static () => _ = Task.FromException(new FormatException("planted")));
        thread.Start();
        thread.Join();
    }

    private OutboundMessage Asking(long session, int count) => Asking(_net[1].Id, session, count);

    private InvariantException Broken() => Assert.Throws<InvariantException>(() => _net.RunFor(TimeSpan.FromSeconds(10)))!;
}
