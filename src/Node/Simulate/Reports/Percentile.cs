namespace Tidings.Node.Simulate.Reports;

/// <summary>Percentiles by nearest rank.</summary>
internal static class Percentile
{
    /// <summary>In milliseconds; 0 when there is nothing.</summary>
    public static double Ms(IReadOnlyList<TimeSpan> values, double share) =>
        values.Count == 0 ? 0 : values.Order().ElementAt(Math.Clamp((int)Math.Ceiling(share * values.Count) - 1, 0, values.Count - 1)).TotalMilliseconds;
}
