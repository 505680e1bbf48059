using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Send;
using Tidings.Pipelines.Graph;

namespace Tidings.Pipelines.Composition;

/// <summary>What a node's graph needs from the world around it. One per node; two nodes in one process share nothing of it.</summary>
internal sealed record NodeWorld
{
    public required NodeId Self { get; init; }

    /// <summary>This process, as said in HELLO.</summary>
    public required ulong Incarnation { get; init; }

    /// <summary>The root of every stage's random stream.</summary>
    public required ulong Seed { get; init; }

    public required TimeProvider Time { get; init; }

    public required TaskScheduler Scheduler { get; init; }

    public required IMeterFactory MeterFactory { get; init; }

    public required ILoggerFactory LoggerFactory { get; init; }

    /// <summary>Where outgoing messages go.</summary>
    public required IPeerSender Sender { get; init; }

    public required IOffenceSink Offences { get; init; }

    /// <summary>Who is whose neighbour, as far as this node can tell.</summary>
    public AreNeighbours AreNeighbours { get; init; } = static (_, _) => false;

    /// <summary>Cancelled when the node stops at once, without draining.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>Who looks on, and in what portions blocks work.</summary>
    public GraphWatch Watch { get; init; } = GraphWatch.None;

    /// <summary>Called once per stage that faults, so that the node reports itself unhealthy.</summary>
    public Action<StageFault>? OnFault { get; init; }
}
