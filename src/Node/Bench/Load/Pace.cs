namespace Tidings.Node.Bench.Load;

/// <summary>
/// Hands out permits at a steady rate: each has a time before which it must not be used. Who falls behind may catch up a little (virtual scheduling, ITU-T
/// I.371, annex A). Thread-safe.
/// </summary>
/// <param name="perSecond">Permits per second.</param>
/// <param name="behindMax">What has not been used for so long is lost.</param>
internal sealed class Pace(double perSecond, TimeSpan behindMax)
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _interval = TimeSpan.FromSeconds(1 / perSecond);
    private TimeSpan _next;

    /// <summary>Takes the next permit.</summary>
    /// <param name="now">Since the beginning.</param>
    /// <returns>From when on it may be used; not after now when that is at once.</returns>
    public TimeSpan Take(TimeSpan now)
    {
        lock (_gate)
        {
            var due = _next > now - behindMax ? _next : now - behindMax;
            _next = due + _interval;
            return due;
        }
    }
}
