using System.Diagnostics.Metrics;
using System.Threading.Tasks.Dataflow;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tidings.Pipelines.Graph;

/// <summary>What a graph needs from the world. Two nodes in one process share nothing of it.</summary>
internal sealed record GraphEnvironment
{
    public required TimeProvider Time { get; init; }

    /// <summary>Where every task of the graph runs.</summary>
    public required TaskScheduler Scheduler { get; init; }

    public required IMeterFactory MeterFactory { get; init; }

    /// <summary>The root of every stage's random stream.</summary>
    public ulong Seed { get; init; }

    /// <summary>Cancelled when the node stops at once, without draining.</summary>
    public CancellationToken Stopping { get; init; }

    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Called once per stage that faults, on the graph's scheduler, so that the node reports itself unhealthy.</summary>
    public Action<StageFault>? OnFault { get; init; }

    /// <summary>How many messages one task of a block may handle; 1 shows a simulation every interleaving.</summary>
    public int MessagesPerTask { get; init; } = DataflowBlockOptions.Unbounded;
}
