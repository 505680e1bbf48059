using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Peers;
using Tidings.Runtime.Peers.Handshakes;
using Tidings.Runtime.Security;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Tests.Peers;

/// <summary>The session layer of one node, whole, with a recorder in the place of the graph.</summary>
internal sealed class SessionNode : ILoggerFactory, IKeptTables
{
    private readonly Meter _meter = new("Tidings");
    private readonly RecordingLogger<SessionNode> _logger = new();

    public SessionNode(NodeId id, TimeProvider time, TaskScheduler scheduler, ITransport transport, Func<PeerBasis, IChannelSecurity> security)
    {
        Id = id;
        Transport = new FaultyTransport(transport);
        Basis = new PeerBasis(time, new MembershipOptions(), new ScoreOptions());
        Ledger = new ByteLedger(new LedgerOptions(), [KeyValuePair.Create("file", Limits)]);
        Settings = new PeerManagerSettings
        {
            Basis = Basis,
            Options = new PeersOptions(),
            Handshakes = new HandshakeOptions(),
            Transport = Transport,
            Security = security(Basis),
            Topology = Topology.FullMesh,
            Subnet = "test",
            Incarnation = (ulong)id.GetHashCode() | 1,
            Kinds = [new LocalKind("file", Limits, this)],
            Codec = new ProtobufWireCodec(["file"]),
            Buffers = Ledger,
            ForgetMemory = Ledger.Forget,
            Graph = Graph,
            Meter = _meter,
            Scheduler = scheduler,
            Seed = 1,
            LoggerFactory = this,
        };
    }

    public NodeId Id { get; }

    public KindLimits Limits { get; } = new();

    public ByteLedger Ledger { get; }

    public FaultyTransport Transport { get; }

    public PeerBasis Basis { get; }

    public PeerManagerSettings Settings { get; set; }

    public RecordingGraph Graph { get; } = new();

    public ListedMembership Membership { get; } = new();

    public PeerManager Manager { get; private set; } = null!;

    public ITransportListener Listener { get; private set; } = null!;

    public RecordingLogger<SessionNode> Logger => _logger;

    public IEnumerable<string> Log => _logger.Entries.Select(static entry => entry.Text);

    public async Task StartAsync(NodeAddress listen)
    {
        Listener = await Transport.ListenAsync(listen, CancellationToken.None);
        Manager = Settings.Build();
        Manager.Accept(Listener);
        Manager.Follow(Membership);
    }

    public async Task StopAsync()
    {
        await Listener.DisposeAsync();
        await Manager.DisposeAsync();
    }

    public PeerInfo? PeerOf(SessionNode other) => Basis.Directory.Peers.SingleOrDefault(peer => peer.Id == other.Id);

    public bool IsConnectedTo(SessionNode other, int lanes = 4) => PeerOf(other) is { State: PeerState.Connected } peer && peer.Lanes.Count == lanes;

    public OutboundMessage MessageTo(SessionNode other, WireMessage message, int lane = 0, int bytes = 100) =>
        new(new Flow("file", FlowRole.Publish), other.Id, PeerOf(other)!.Session!.Value, lane, FetchPriority.Fetch, message, bytes);

    public KeptTable? KeptOf(NodeId peer) => null;

    public ILogger CreateLogger(string categoryName) => _logger;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose() => _meter.Dispose();
}
