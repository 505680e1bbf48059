using System.Numerics;

namespace Tidings.Node.Bench.Load;

/// <summary>
/// How often which time was seen, to within one part in 64: counters whose width doubles with the time, as in HdrHistogram (Tene). Nothing is kept per
/// sample. Thread-safe.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 6;
    private const int SubCount = 1 << SubBits;

    private readonly long[] _counts = new long[(64 - SubBits + 1) * SubCount];

    public long Count => _counts.Sum();

    public void Add(TimeSpan time) => Interlocked.Increment(ref _counts[IndexOf(Math.Max(0, time.Ticks))]);

    /// <summary>Takes the samples of another one too, which must not change meanwhile.</summary>
    public LatencyHistogram Add(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }

        return this;
    }

    /// <summary>The time that this share of the samples did not exceed, in milliseconds; 0 without samples.</summary>
    public double Ms(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= rank)
            {
                return MiddleOf(i) / TimeSpan.TicksPerMillisecond;
            }
        }

        return 0;
    }

    /// <summary>Where the share of the samples that were not longer rises: milliseconds, and the share from there on.</summary>
    public IEnumerable<(double Ms, double Share)> Curve()
    {
        var count = (double)Count;
        long seen = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] > 0)
            {
                seen += _counts[i];
                yield return (MiddleOf(i) / TimeSpan.TicksPerMillisecond, seen / count);
            }
        }
    }

    private static int IndexOf(long ticks)
    {
        var exponent = Math.Max(0, BitOperations.Log2((ulong)ticks | 1) - SubBits + 1);
        return (exponent * SubCount) + (int)(ticks >> exponent);
    }

    private static double MiddleOf(int index)
    {
        // From the first doubling on, only the upper half of each group is used.
        var exponent = index / SubCount;
        var mantissa = index % SubCount;
        return ((double)mantissa + (exponent == 0 ? 0 : 0.5)) * Math.Pow(2, exponent);
    }
}
