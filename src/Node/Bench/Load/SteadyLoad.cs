namespace Tidings.Node.Bench.Load;

/// <summary>Publishes at a steady rate, as long as the window has a free place, until it is told to end.</summary>
internal sealed class SteadyLoad(IBroadcastSubject subject, InFlight inFlight, Payloads payloads, TimeProvider time, TimeSpan patience)
{
    // A collection may take that long, and what it held up is published after it.
    private static readonly TimeSpan BehindMax = TimeSpan.FromSeconds(1);

    private readonly Publishing _publishing = new(subject, inFlight, payloads);

    /// <param name="perSecond">Artifacts per second, of all publishers together.</param>
    /// <param name="until">Ends it.</param>
    /// <param name="cancellationToken">Ends it by exception.</param>
    /// <exception cref="BenchException">Something that was published did not arrive in time, or something arrived that was not published.</exception>
    public async Task RunAsync(double perSecond, Task until, CancellationToken cancellationToken)
    {
        inFlight.Reset();
        var pace = new Pace(perSecond, BehindMax);
        var start = time.GetTimestamp();
        var workers = Task.WhenAll(Enumerable.Range(0, inFlight.Places).Select(place => WorkAsync(place, pace, start, until, cancellationToken)));
        await Task.WhenAny(until, workers);
        await _publishing.EndAsync(workers, patience, time, cancellationToken);
    }

    private async Task WorkAsync(int place, Pace pace, long start, Task until, CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (!until.IsCompleted)
        {
            var now = time.GetElapsedTime(start);
            if (pace.Take(now) - now is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellationToken);
            }

            await _publishing.NextAsync(place, cancellationToken);
        }
    }
}
