using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using static Tidings.Blocks.Tests.Limits.LimitsWorld;

namespace Tidings.Blocks.Tests.Bandwidth;

/// <summary>Each stage hears of a session over an edge of its own: demands may come before this stage knows of it.</summary>
public sealed class EarlyDemandTests
{
    private static readonly Flow Adverts = new("file", FlowRole.Publish);
    private EarlyDemands _early = new();

    [SetUp]
    public void Begin() => _early = new EarlyDemands();

    [Test]
    public void The_last_demand_of_each_flow_and_lane_waits_for_its_session()
    {
        _early.Add(Want(session: 7, bytes: 1));
        _early.Add(Want(session: 7, bytes: 2));
        _early.Add(Want(session: 7, bytes: 3) with { Lane = 1 });
        Assert.That(_early.Begin(Peer(2), 7), Is.Empty);
        Assert.That(_early.Begin(Peer(1), 7).Select(demand => demand.Bytes), Is.EqualTo(new[] { 2, 3 }));
        Assert.That(_early.Begin(Peer(1), 7), Is.Empty, "given once");
    }

    [Test]
    public void A_demand_of_a_session_that_is_over_is_dropped_whichever_comes_first()
    {
        _early.Add(Want(session: 7, bytes: 1));
        _early.End(new PeerLeft(Peer(1), 7, Removed: false));
        _early.Add(Want(session: 7, bytes: 1));
        _early.Add(Want(session: 6, bytes: 1));
        Assert.That(_early.Begin(Peer(1), 7), Is.Empty);
        _early.Add(Want(session: 8, bytes: 4));
        Assert.That(_early.Begin(Peer(1), 8).Single().Bytes, Is.EqualTo(4));
    }

    [Test]
    public void The_ledger_grants_it_when_the_session_begins()
    {
        var ledger = new BandwidthLedger(new BandwidthSettings(new BandwidthOptions(), new Dictionary<string, int>(), BandwidthRig.Chunk));
        Assert.That(ledger.Handle(Want(session: 7, bytes: 100), TimeSpan.Zero).Grants, Is.Empty);
        var effects = ledger.Handle(new BandwidthPeer(new PeerJoined(Peer(1), 7, 1, [])), TimeSpan.Zero);
        Assert.That(effects.Grants.Single().Value.Bytes, Is.EqualTo(100));
    }

    private static Demand Want(long session, int bytes) => new(Adverts, Peer(1), session, 0, FetchPriority.Fetch, bytes);
}
