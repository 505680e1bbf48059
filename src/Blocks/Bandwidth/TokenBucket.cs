namespace Tidings.Blocks.Bandwidth;

/// <summary>
/// A rate with a burst. A grant of any size passes while the bucket is not empty and may leave it in debt: what is larger than the burst passes too,
/// and the rate holds over time. Small messages that steer others may draw on a second burst of debt, so that a chunk does not hold them up.
/// </summary>
/// <param name="rate">Bytes a second; 0 is unlimited.</param>
/// <param name="burst">Bytes that a full bucket holds.</param>
internal sealed class TokenBucket(long rate, long burst)
{
    private double _tokens = burst;
    private TimeSpan _at;

    public bool Covers(bool isControl) => rate == 0 || _tokens > Floor(isControl);

    /// <summary>When it will, if nothing is taken meanwhile. A microsecond late rather than early: a timer that fires early would fire again at once.</summary>
    public TimeSpan CoveredAt(bool isControl) =>
        Covers(isControl) ? _at : _at + TimeSpan.FromSeconds((Floor(isControl) - _tokens) / rate) + TimeSpan.FromMicroseconds(1);

    public void Refill(TimeSpan now)
    {
        if (now > _at)
        {
            _tokens = Math.Min(burst, _tokens + ((now - _at).TotalSeconds * rate));
            _at = now;
        }
    }

    /// <summary>Takes bytes, or gives back with a negative number what was taken and not used.</summary>
    public void Take(long bytes) => _tokens = Math.Min(burst, _tokens - bytes);

    private double Floor(bool isControl) => isControl ? -burst : 0;
}
