using System.Diagnostics.Metrics;
using System.Threading.Tasks.Dataflow;
using Microsoft.Extensions.Logging;

namespace Tidings.Blocks;

/// <summary>What the stages of one graph share; a context adds the stage's name and what is derived from it.</summary>
internal sealed record StageServices
{
    public required TimeProvider Time { get; init; }

    public required TaskScheduler Scheduler { get; init; }

    public required ulong Seed { get; init; }

    public required ILoggerFactory LoggerFactory { get; init; }

    public required Meter Meter { get; init; }

    public required ISignalSource Signals { get; init; }

    public CancellationToken Stopping { get; init; }

    /// <summary>How many messages one task of a block may handle; 1 shows a simulation every interleaving.</summary>
    public int MessagesPerTask { get; init; } = DataflowBlockOptions.Unbounded;
}
