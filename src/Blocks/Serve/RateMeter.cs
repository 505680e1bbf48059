namespace Tidings.Blocks.Serve;

/// <summary>
/// Bytes a second that a peer takes while something waits for it, as an exponential average over about a second. Time without anything to send does not
/// count: a peer that asks for little is not slow.
/// </summary>
internal sealed class RateMeter
{
    /// <summary>What a peer is taken for before anything was sent to it: one usual chunk a second.</summary>
    public const double BytesPerSecondAtFirst = 256 << 10;

    private double _bytes = BytesPerSecondAtFirst;
    private TimeSpan _at;

    /// <summary>From now on something waits.</summary>
    public void Begin(TimeSpan now) => _at = now;

    public void Add(long bytes, TimeSpan now) => _bytes = BytesPerSecond(now) + bytes;

    public double BytesPerSecond(TimeSpan now)
    {
        _bytes *= Math.Exp(-(now - _at).TotalSeconds);
        _at = now;
        return _bytes;
    }
}
