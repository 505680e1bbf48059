namespace Tidings.Blocks.Serve;

/// <summary>Bytes a second, as an exponential average over about a second.</summary>
internal sealed class RateMeter
{
    private double _bytes;
    private TimeSpan _at;

    public void Add(long bytes, TimeSpan now) => _bytes = BytesPerSecond(now) + bytes;

    public double BytesPerSecond(TimeSpan now)
    {
        _bytes *= Math.Exp(-(now - _at).TotalSeconds);
        _at = now;
        return _bytes;
    }
}
