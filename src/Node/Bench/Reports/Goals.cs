namespace Tidings.Node.Bench.Reports;

/// <summary>What share of the bare mesh a broadcast row of eight nodes must reach, and what it aims for.</summary>
/// <param name="MustReach">The least.</param>
/// <param name="AimFor">The aim.</param>
internal sealed record Goals(double MustReach, double AimFor)
{
    private static readonly Dictionary<int, Goals> BySize = new()
    {
        [1 << 10] = new(0.30, 0.42),
        [64 << 10] = new(0.55, 0.68),
        [1 << 20] = new(0.62, 0.72),
    };

    /// <summary>Of a row, or null when nothing is asked of it.</summary>
    public static Goals? Of(RowSpec row) => row == RowSpec.Of(row.Size) ? BySize.GetValueOrDefault(row.Size) : null;
}
