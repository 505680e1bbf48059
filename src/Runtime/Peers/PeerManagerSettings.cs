using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Tidings.Blocks;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Peers.Connections;
using Tidings.Runtime.Peers.Handshakes;
using Tidings.Runtime.Peers.Lanes;
using Tidings.Runtime.Security;
using Tidings.Runtime.Telemetry;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Peers;

/// <summary>What a peer manager is built from: the choices of the composer, the node's world, and the graph's way in.</summary>
internal sealed record PeerManagerSettings
{
    private const int LettersMax = 1024;

    public required PeerBasis Basis { get; init; }

    public required PeersOptions Options { get; init; }

    public required HandshakeOptions Handshakes { get; init; }

    public required ITransport Transport { get; init; }

    public required IChannelSecurity Security { get; init; }

    public required ITopology Topology { get; init; }

    public required string Subnet { get; init; }

    public required ulong Incarnation { get; init; }

    public required IReadOnlyList<LocalKind> Kinds { get; init; }

    public required IWireCodec Codec { get; init; }

    public required IBufferSource Buffers { get; init; }

    /// <summary>Drops the account of a peer that left the membership from where the buffers are charged.</summary>
    public required Action<NodeId> ForgetMemory { get; init; }

    public required IGraphPort Graph { get; init; }

    public required Meter Meter { get; init; }

    public required TaskScheduler Scheduler { get; init; }

    /// <summary>Root of the manager's randomness: jitter and nonces.</summary>
    public required ulong Seed { get; init; }

    public required ILoggerFactory LoggerFactory { get; init; }

    public PeerManager Build()
    {
        PeerManager? manager = null;
        var instruments = new RuntimeInstruments(Meter);
        var lanes = new LaneServices
        {
            Options = Options,
            Gathered = new GatherBuffers(Options.LaneBatchBytes),
            Turns = new BulkTurns(Options, Scheduler, Basis.Clock),
            Clock = Basis.Clock,
            Scheduler = Scheduler,
            Graph = Graph,
            Membership = Basis.Membership,
            BadFrames = new BadFrames(new FrameInstruments(Meter), Basis.Offences, Basis.Clock, LoggerFactory.CreateLogger<BadFrames>()),
            Instruments = instruments,
            Logger = LoggerFactory.CreateLogger<Lane>(),
            MembershipHeard = (peer, version, hash) => manager!.MembershipHeardAsync(peer, version, hash),
        };
        var connector = new Connector
        {
            Transport = Transport,
            Security = Security,
            Options = Handshakes,
            Local = new LocalHello(Subnet, Incarnation, Kinds, Basis.Membership),
            Codec = Codec,
            Caps = new FrameCaps(Kinds.Select(static kind => kind.Limits.ChunkSize).DefaultIfEmpty(WireLimits.ChunkSizeMin).Max()),
            Buffers = Buffers,
            Lanes = lanes,
            Nonces = new NonceSource(new Random(StableSeed.Derive(Seed, "nonces"))),
        };
        return manager = new PeerManager(new PeerManagerServices
        {
            Self = Security.Self,
            Options = Options,
            Handshakes = Handshakes,
            Clock = Basis.Clock,
            Scheduler = Scheduler,
            Random = new Random(StableSeed.Derive(Seed, "dials")),
            Mailbox = new Mailbox(LettersMax),
            Connector = connector,
            Graph = Graph,
            Directory = Basis.Directory,
            Offences = Basis.Offences,
            ForgetMemory = ForgetMemory,
            Membership = new MembershipKeeper(Security.Self, Topology, Basis.Membership),
            Instruments = instruments,
            LoggerFactory = LoggerFactory,
        });
    }
}
