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
    private const int MissingShown = 5;

    /// <summary>Publishes for a while.</summary>
    /// <exception cref="BenchException">Something that was published did not arrive in time, or something arrived that was not published.</exception>
    public async Task<PhaseFigures> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        inFlight.Reset();
        var meter = new PhaseMeter(subject, time);
        var start = time.GetTimestamp();
        var workers = Task.WhenAll(Enumerable.Range(0, inFlight.Places).Select(place => WorkAsync(place, start, duration, cancellationToken)));
        try
        {
            await workers.WaitAsync(duration + patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new BenchException($"{subject.Name}: not finished {patience.TotalSeconds:F0} s after the last publication: {string.Join("; ", inFlight.Missing().Take(MissingShown))}{subject.Condition()}.");
        }

        return inFlight.Strays == 0
            ? meter.Figures(payloads.Size, inFlight.Deliveries, inFlight.Completions)
            : throw new BenchException($"{subject.Name}: {inFlight.Strays} deliveries of artifacts that nobody had published.");
    }

    private async Task WorkAsync(int place, long start, TimeSpan duration, CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (time.GetElapsedTime(start) < duration)
        {
            var number = inFlight.NextOf(place);
            var payload = payloads.Next(number);
            var finished = inFlight.Begin(number);
            await subject.PublishAsync(inFlight.PublisherOf(number), number, payload, cancellationToken);
            inFlight.Published(number);
            await finished;
        }
    }
}
