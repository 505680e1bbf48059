namespace Tidings.Node.Bench.Measure;

/// <summary>Median and quartiles, interpolated between neighbours (Hyndman and Fan, Sample Quantiles in Statistical Packages, 1996: type 7). Immutable.</summary>
internal sealed record Quartiles(double Lower, double Median, double Upper)
{
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static Quartiles Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        if (sorted.Count == 0)
        {
            throw new ArgumentException("Nothing has no median.", nameof(values));
        }

        return new Quartiles(At(sorted, 0.25), At(sorted, 0.5), At(sorted, 0.75));
    }

    private static double At(List<double> sorted, double share)
    {
        var at = share * (sorted.Count - 1);
        var below = sorted[(int)at];
        return below + ((at - Math.Floor(at)) * (sorted[Math.Min((int)at + 1, sorted.Count - 1)] - below));
    }
}
