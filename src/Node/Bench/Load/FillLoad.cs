namespace Tidings.Node.Bench.Load;

/// <summary>Publishes a number of artifacts once, as fast as the window lets it: the first ones of their set.</summary>
internal sealed class FillLoad(IBroadcastSubject subject, InFlight inFlight, Payloads payloads, TimeProvider time)
{
    private readonly Publishing _publishing = new(subject, inFlight, payloads);

    /// <param name="count">How many.</param>
    /// <param name="deadline">When all of them must be everywhere.</param>
    /// <param name="cancellationToken">Ends it by exception.</param>
    /// <exception cref="BenchException">Something that was published did not arrive in time, or something arrived that was not published.</exception>
    public Task RunAsync(int count, TimeSpan deadline, CancellationToken cancellationToken)
    {
        // Before any begins: from then on it moves.
        var end = inFlight.NextOf(0) + count;
        var workers = Task.WhenAll(Enumerable.Range(0, inFlight.Places).Select(place => WorkAsync(place, end, cancellationToken)));
        return _publishing.EndAsync(workers, deadline, time, cancellationToken);
    }

    private async Task WorkAsync(int place, long end, CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (inFlight.NextOf(place) < end)
        {
            await _publishing.NextAsync(place, cancellationToken);
        }
    }
}
