using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Blocks;

namespace Tidings.Benchmarks.Support;

/// <summary>What a block gets of a graph: a scheduler, the clock of the machine, meters that nobody reads, and signals that nobody answers.</summary>
internal static class StageContexts
{
    public static StageContext Of(PumpedScheduler scheduler) => new("alone", new StageServices
    {
        Time = TimeProvider.System,
        Scheduler = scheduler,
        Seed = 1,
        LoggerFactory = NullLoggerFactory.Instance,
        Meter = new Meter("Tidings"),
        Signals = new NoSignals(),
    });

    private sealed class NoSignals : ISignalSource
    {
        public Signal<T> Find<T>(SignalKey<T> key) => new ActingSignal<T>();
    }
}
