using Tidings.Node.Bench.Measure;

namespace Tidings.Node.Bench.Load;

/// <summary>
/// Keeps the window full: as soon as an artifact is finished, the next one of its place is published. A phase ends when all that was published in it is
/// finished, so that nothing of it is left to whoever is measured next.
/// </summary>
/// <param name="subject">Started with <paramref name="inFlight"/> as its sink.</param>
/// <param name="inFlight">The window.</param>
/// <param name="payloads">Made for the same number of places.</param>
/// <param name="time">The clock of durations.</param>
/// <param name="patience">How long what was published may take to be finished once publishing has ended.</param>
internal sealed class BroadcastLoad(IBroadcastSubject subject, InFlight inFlight, Payloads payloads, TimeProvider time, TimeSpan patience)
{
    private readonly Publishing _publishing = new(subject, inFlight, payloads);

    /// <summary>Publishes for a while, and an artifact for each place of the window at least.</summary>
    /// <exception cref="BenchException">Something that was published did not arrive in time, or something arrived that was not published.</exception>
    public async Task<PhaseFigures> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        inFlight.Reset();
        var meter = await PhaseMeter.StartAsync(subject, time, cancellationToken);
        var start = time.GetTimestamp();
        var workers = Task.WhenAll(Enumerable.Range(0, inFlight.Places).Select(place => WorkAsync(place, start, duration, cancellationToken)));
        await _publishing.EndAsync(workers, duration + patience, time, cancellationToken);
        return await meter.FiguresAsync(payloads.Size, inFlight.Deliveries, inFlight.Completions, cancellationToken);
    }

    private async Task WorkAsync(int place, long start, TimeSpan duration, CancellationToken cancellationToken)
    {
        await Task.Yield();
        do
        {
            await _publishing.NextAsync(place, cancellationToken);
        }
        while (time.GetElapsedTime(start) < duration);
    }
}
