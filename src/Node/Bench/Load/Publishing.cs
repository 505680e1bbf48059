namespace Tidings.Node.Bench.Load;

/// <summary>Publishes one artifact after the other, and waits for all of them. What a load of any shape is made of.</summary>
internal sealed class Publishing(IBroadcastSubject subject, InFlight inFlight, Payloads payloads)
{
    private const int MissingShown = 5;

    /// <summary>Publishes the next artifact of a place, which is free.</summary>
    /// <returns>Completes when every node has it.</returns>
    public async Task NextAsync(int place, CancellationToken cancellationToken)
    {
        var number = inFlight.NextOf(place);
        var payload = payloads.Next(number);
        var finished = inFlight.Begin(number);
        await subject.PublishAsync(inFlight.PublisherOf(number), number, payload, cancellationToken);
        inFlight.Published(number);
        await finished;
    }

    /// <summary>Waits until all is finished.</summary>
    /// <exception cref="BenchException">Something that was published did not arrive in time, or something arrived that was not published.</exception>
    public async Task EndAsync(Task all, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await all.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new BenchException($"{subject.Name}: not finished in {patience.TotalSeconds:0.##} s: {string.Join("; ", inFlight.Missing().Take(MissingShown))}{subject.Condition()}.");
        }

        if (inFlight.Strays > 0)
        {
            throw new BenchException($"{subject.Name}: {inFlight.Strays} deliveries of artifacts that nobody had published.");
        }
    }
}
