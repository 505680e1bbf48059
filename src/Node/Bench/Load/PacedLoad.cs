namespace Tidings.Node.Bench.Load;

/// <summary>Publishes an artifact at every tick, of each node in turn, whether or not the ones before are finished, up to the places of the window.</summary>
internal sealed class PacedLoad(IBroadcastSubject subject, InFlight inFlight, Payloads payloads, TimeSpan interval, TimeProvider time, TimeSpan patience)
{
    private readonly Publishing _publishing = new(subject, inFlight, payloads);

    /// <summary>Publishes for a while.</summary>
    /// <returns>From publication to each delivery.</returns>
    /// <exception cref="BenchException">Something that was published did not arrive in time, or something arrived that was not published.</exception>
    public async Task<LatencyHistogram> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        inFlight.Reset();
        var start = time.GetTimestamp();
        var unfinished = Enumerable.Repeat(Task.CompletedTask, inFlight.Places).ToArray();
        using var ticks = new PeriodicTimer(interval, time);
        for (var place = 0; time.GetElapsedTime(start) < duration; place = (place + 1) % unfinished.Length)
        {
            await _publishing.EndAsync(unfinished[place], patience, time, cancellationToken);
            unfinished[place] = _publishing.NextAsync(place, cancellationToken);
            await ticks.WaitForNextTickAsync(cancellationToken);
        }

        await _publishing.EndAsync(Task.WhenAll(unfinished), patience, time, cancellationToken);
        return inFlight.Deliveries;
    }
}
