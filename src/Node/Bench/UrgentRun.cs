using Tidings.Node.Bench.Load;
using Tidings.Node.Bench.Nodes;

namespace Tidings.Node.Bench;

/// <summary>
/// Small artifacts at a steady pace, alone and while every node broadcasts bulk, in turn. The file kind's own policy sees to it that what fits into a chunk
/// goes before bulk.
/// </summary>
internal static class UrgentRun
{
    // Ten a second: none waits for a place unless one of six seconds ago is unfinished.
    private const int UrgentPlaces = 64;
    private const int UrgentSet = 1;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <param name="options">How; its first row is the bulk.</param>
    /// <param name="urgentSize">Encoded bytes of each urgent artifact.</param>
    /// <param name="cancellationToken">Ends it by exception.</param>
    public static async Task<UrgentResult> RunAsync(BenchOptions options, int urgentSize, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var spec = options.Rows[0];
        Payloads[] payloads = [new(spec.Size, spec.Window), new(urgentSize, UrgentPlaces, UrgentSet)];
        InFlight[] windows = [new(options.Nodes, options.Publishers, spec.Window, time), new(options.Nodes, options.Nodes, UrgentPlaces, time, UrgentSet)];
        await using var subject = await TidingsSubject.StartAsync(options.Nodes, options.Lanes, payloads, new SplitSink(windows), cancellationToken);
        var bulk = new BroadcastLoad(subject, windows[0], payloads[0], time, options.Patience);
        var urgent = new PacedLoad(subject, windows[1], payloads[1], Interval, time, options.Patience);
        var (idle, loaded, bulkLatency) = (new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram());

        await LoadedAsync(options.Warmup, new LatencyHistogram(), new LatencyHistogram());
        for (var round = 0; round < options.Rounds; round++)
        {
            idle.Add(await urgent.RunAsync(options.Phase, cancellationToken));
            await LoadedAsync(options.Phase, loaded, bulkLatency);
            await LoadedAsync(options.Phase, loaded, bulkLatency);
            idle.Add(await urgent.RunAsync(options.Phase, cancellationToken));
        }

        return new UrgentResult(spec, urgentSize, idle, loaded, bulkLatency, await subject.VerifyAsync(cancellationToken));

        async Task LoadedAsync(TimeSpan duration, LatencyHistogram urgentSum, LatencyHistogram bulkSum)
        {
            var bulkPhase = bulk.RunAsync(duration, cancellationToken);
            urgentSum.Add(await urgent.RunAsync(duration, cancellationToken));
            bulkSum.Add((await bulkPhase).Latency);
        }
    }
}
