using Microsoft.Extensions.Logging;
using Tidings.Blocks.Peers;
using Tidings.Runtime.Peers.Connections;
using Tidings.Runtime.Telemetry;

namespace Tidings.Runtime.Peers;

/// <summary>What the peer manager is made of.</summary>
internal sealed record PeerManagerServices
{
    public required NodeId Self { get; init; }

    public required PeersOptions Options { get; init; }

    public required Security.HandshakeOptions Handshakes { get; init; }

    public required NodeClock Clock { get; init; }

    public required TaskScheduler Scheduler { get; init; }

    /// <summary>For jitter; the manager's own.</summary>
    public required Random Random { get; init; }

    public required Mailbox Mailbox { get; init; }

    public required Connector Connector { get; init; }

    public required IGraphPort Graph { get; init; }

    public required PeerDirectory Directory { get; init; }

    public required OffenceDesk Offences { get; init; }

    /// <summary>Drops the memory account of a peer that left the membership.</summary>
    public required Action<NodeId> ForgetMemory { get; init; }

    public required MembershipKeeper Membership { get; init; }

    public required RuntimeInstruments Instruments { get; init; }

    public required ILoggerFactory LoggerFactory { get; init; }
}
