using Simulation.Tests.Kinds;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Download;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Serve;
using Tidings.Blocks.Wire;
using Tidings.Simulation;
using Tidings.Simulation.Checks;
using Tidings.Simulation.Checks.Records;
using Tidings.Simulation.Faults;

namespace Simulation.Tests.Checks;

/// <summary>What a stage of node 0 would do wrong is put into the record of its edges, and the invariant that it breaks ends the run.</summary>
public sealed class RecordInvariantTests
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

    private NodeId Peer => _net[1].Id;

    private long Session => _net[0].Node.Peers.Single(peer => peer.Id == Peer).Session!.Value;

    private KindRecord Kind => _net[0].Record.Kinds[0];

    [Test]
    public void A_frame_before_its_session_is_ready_is_found()
    {
        _net[0].Record.Sessions.Received(new InboundFrame(Peer, Session + 1000, 0, FrameType.Slots, Empty));
        Assert.That(Broken(), Is.EqualTo("no frame before READY"));
    }

    [Test]
    public void Dials_without_a_wait_are_found()
    {
        _net[0].Record.Dials.Left(Peer);
        _net[0].Record.Dialled(Peer);
        _net.RunFor(TimeSpan.FromMilliseconds(1));
        _net[0].Record.Dialled(Peer);
        Assert.That(Broken(), Is.EqualTo("bounded dials"));
    }

    [Test]
    public void An_urgent_request_that_bulk_overtakes_is_found()
    {
        Kind.Serving.Heard(Asked(new ChunkRequest(1, default, 0, 1, FetchPriority.FetchNow)));
        for (ulong bulk = 2; bulk < 12; bulk++)
        {
            Kind.Serving.Sent(Out(new ChunkMessage("memo", bulk, 0, [], new byte[1]), FlowRole.Serve, bytes: 1 << 20));
        }

        Assert.That(Broken(), Is.EqualTo("urgent first"));
    }

    [Test]
    public void A_chunk_that_came_without_a_reason_is_found_among_faults_too()
    {
        _net.Faults.Count(FaultKind.Partition);
        Assert.That(_net.CheckAtRest, Throws.Nothing);
        Kind.Requests.Sent(Out(new RequestsMessage("memo", [new ChunkRequest(1_000_000, default, 0, 0, FetchPriority.Fetch)]), FlowRole.Download, bytes: 1));
        Kind.Requests.Heard(new DownloadAnswer(Decoded(new ChunkMessage("memo", 1_000_000, 0, [], new byte[1]))));
        Kind.Requests.Forget();
        Assert.That(Assert.Throws<InvariantException>(_net.CheckAtRest).Invariant, Is.EqualTo("no useless download"));
    }

    private static RentedBuffer Empty => new([], 0, owner: null);

    private ServeMessage Asked(params ChunkRequest[] requests) => new(Decoded(new RequestsMessage("memo", requests)));

    private DecodedMessage Decoded(WireMessage message) => new(Peer, Session, 0, "memo", message, Empty);

    private OutboundMessage Out(WireMessage message, FlowRole role, int bytes) =>
        new(new Flow("memo", role), Peer, Session, message is ChunkMessage ? 1 : 0, FetchPriority.Fetch, message, bytes);

    private string Broken() => Assert.Throws<InvariantException>(() => _net.RunFor(TimeSpan.FromSeconds(10)))!.Invariant;
}
