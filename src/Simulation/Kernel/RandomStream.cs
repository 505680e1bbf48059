using Tidings.Blocks;

namespace Tidings.Simulation.Kernel;

/// <summary>
/// Random numbers that are the same on every machine: xoshiro256** (Blackman, Vigna 2018), seeded by splitmix64. Each link, node and kind of fault
/// draws from a stream of its own, so that a change in one shifts no other. Not thread-safe.
/// </summary>
internal sealed class RandomStream
{
    private ulong _a, _b, _c, _d;

    /// <param name="seed">The run's seed.</param>
    /// <param name="name">What the numbers are for.</param>
    public RandomStream(long seed, string name)
    {
        var state = unchecked((ulong)StableSeed.Derive((ulong)seed, name) ^ ((ulong)StableSeed.Derive(~(ulong)seed, name) << 32));
        (_a, _b, _c, _d) = (Mix(ref state), Mix(ref state), Mix(ref state), Mix(ref state));
    }

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        var result = ulong.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>From 0 to <paramref name="bound"/>, without it.</summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>Both ends are possible.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>True with this probability.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>From 0 to 1, without 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Both ends are possible.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most) => least + TimeSpan.FromTicks((long)(Unit() * (most - least).Ticks));

    /// <summary>Exponentially distributed.</summary>
    public TimeSpan Exponential(TimeSpan mean) => TimeSpan.FromTicks((long)(-Math.Log(1 - Unit()) * mean.Ticks));

    /// <summary>One of them.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>Some of them, in random order.</summary>
    public List<T> Some<T>(IEnumerable<T> items, int count)
    {
        List<T> all = [.. items];
        for (var i = 0; i < Math.Min(count, all.Count); i++)
        {
            var other = i + Below(all.Count - i);
            (all[i], all[other]) = (all[other], all[i]);
        }

        return all[..Math.Min(count, all.Count)];
    }

    private static ulong Mix(ref ulong state)
    {
        var value = state += 0x9E3779B97F4A7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
