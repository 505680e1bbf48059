using System.Diagnostics.Metrics;
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

    /// <summary>Who looks on, and in what portions blocks work.</summary>
    public GraphWatch Watch { get; init; } = GraphWatch.None;
}
