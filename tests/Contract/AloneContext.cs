using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Blocks;

namespace Tidings.Contract;

/// <summary>A stage context without a graph; for blocks and sinks that are tested alone.</summary>
public static class AloneContext
{
    /// <summary>One message per task, so that the seed decides every interleaving.</summary>
    public static StageContext Create(
        string stage, VirtualWorld world, RecordedSignals? signals = null, ILoggerFactory? loggers = null, CancellationToken stopping = default) =>
        new(stage, new StageServices
        {
            Time = world.Time,
            Scheduler = world.Scheduler,
            Seed = (ulong)world.Seed,
            LoggerFactory = loggers ?? NullLoggerFactory.Instance,
            Meter = new TestMeterFactory().Create(new MeterOptions("Tidings")),
            Signals = signals ?? new RecordedSignals(),
            Stopping = stopping,
            MessagesPerTask = 1,
        });
}
