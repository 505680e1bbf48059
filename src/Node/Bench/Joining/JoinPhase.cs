using Tidings.Node.Bench.Load;
using Tidings.Node.Bench.Measure;
using Tidings.Node.Bench.Nodes;

namespace Tidings.Node.Bench.Joining;

/// <summary>Starts the node that comes late, and measures how it takes the pool. It is stopped when that has been checked.</summary>
/// <param name="subject">The others, whose pools hold the first set of payloads.</param>
/// <param name="payloads">What they hold: the pool, and the live row.</param>
/// <param name="live">The window of the live row.</param>
/// <param name="deadline">How long the joiner may take.</param>
/// <param name="patience">How long it may take to come to hold the last ones of the live row too.</param>
internal sealed class JoinPhase(TidingsSubject subject, IReadOnlyList<Payloads> payloads, InFlight live, TimeSpan deadline, TimeSpan patience)
{
    private const int MissingShown = 5;

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly List<Verification> _verified = [];

    /// <summary>What came of hashing a part of the joiners' pools again.</summary>
    public IReadOnlyList<Verification> Verified => _verified;

    /// <param name="rest">Ends what the others publish, once the joiner has the pool.</param>
    /// <param name="cancellationToken">Ends it by exception.</param>
    /// <exception cref="BenchException">The joiner misses something when the time is over, or has what nobody had published.</exception>
    public async Task<CatchUp> RunAsync(Func<Task> rest, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var arrivals = new Arrivals(payloads[0].Staying, _time);
        await using var joiner = await subject.JoinAsync(arrivals, cancellationToken);
        using var overdue = new CancellationTokenSource(deadline, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(overdue.Token, cancellationToken);
        try
        {
            await joiner.ConnectedAsync(either.Token);
            var connected = _time.GetElapsedTime(started).TotalSeconds;
            var (at, count) = (_time.GetTimestamp(), live.Deliveries.Count);
            var meter = await PhaseMeter.StartAsync(subject, _time, cancellationToken);
            await arrivals.All.WaitAsync(either.Token);
            var figures = await meter.FiguresAsync(payloads[0].Size, arrivals.Times, arrivals.Times, cancellationToken);
            var joined = new CatchUp(figures, connected, joiner.Copies, (live.Deliveries.Count - count) / _time.GetElapsedTime(at).TotalSeconds);
            await rest();
            await CheckAsync(joiner, arrivals, cancellationToken);
            return joined;
        }
        catch (OperationCanceledException) when (overdue.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new BenchException(
                $"The joiner has {arrivals.Count} of {payloads[0].Staying} artifacts after {deadline.TotalSeconds:0.##} s, and misses {string.Join(", ", arrivals.Missing(MissingShown))}"
                + $"{(payloads[0].Staying - arrivals.Count > MissingShown ? " and others" : "")}{joiner.Condition()}{subject.Condition()}.");
        }
    }

    // Nothing is published or removed any more: it must come to hold what the others hold, the last ones of the live row too.
    private async Task CheckAsync(LateNode joiner, Arrivals arrivals, CancellationToken cancellationToken)
    {
        if (arrivals.Strays > 0)
        {
            throw new BenchException($"The joiner has {arrivals.Strays} artifacts that nobody had published.");
        }

        var left = await joiner.DifferenceAsync(subject.Pools[0], patience, cancellationToken);
        if (left > 0)
        {
            throw new BenchException($"The joiner's pool differs from the others' by {left} artifacts{joiner.Condition()}.");
        }

        _verified.Add(joiner.Verify(payloads));
    }
}
