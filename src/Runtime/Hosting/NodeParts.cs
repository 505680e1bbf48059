using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Pipelines.Graph;
using Tidings.Pipelines.Publishing;
using Tidings.Runtime.DependencyInjection;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Peers;
using Tidings.Runtime.Peers.Handshakes;
using Tidings.Runtime.Security;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Hosting;

/// <summary>What one node is made of, before anything runs.</summary>
internal sealed record NodeParts
{
    public required NodeId Self { get; init; }

    public required RuntimeOptions Options { get; init; }

    public required PeerBasis Basis { get; init; }

    public required ITransport Transport { get; init; }

    public required IChannelSecurity Security { get; init; }

    public required ITopology Topology { get; init; }

    public required IMembershipSource Membership { get; init; }

    /// <summary>Called once, when the node starts.</summary>
    public required Func<RunningGraph> StartGraph { get; init; }

    /// <summary>The running graph's way in for sessions.</summary>
    public required Func<RunningGraph, IGraphPort> OpenPort { get; init; }

    public required Func<IReadOnlyList<KindFigures>> Figures { get; init; }

    public required Func<long> ItemsWaiting { get; init; }

    public required GraphDescription Graph { get; init; }

    public required ByteLedger Ledger { get; init; }

    public required IWireCodec Codec { get; init; }

    public required IReadOnlyList<LocalKind> Kinds { get; init; }

    public required ulong Incarnation { get; init; }

    public required ulong Seed { get; init; }

    public required TaskScheduler Scheduler { get; init; }

    public required Meter Meter { get; init; }

    public required ILoggerFactory LoggerFactory { get; init; }
}
