namespace Tidings.Node.Bench.Reports;

/// <summary>What a row of eight nodes must be, relative to the bare mesh, and what it aims for: at least for rates, at most for the time of single artifacts.</summary>
/// <param name="Must">The limit.</param>
/// <param name="Aim">The aim, if there is one.</param>
internal sealed record Goals(double Must, double? Aim)
{
    private static readonly Dictionary<RowSpec, Goals> Known = new()
    {
        [RowSpec.Of(1 << 10)] = new(0.30, 0.42),
        [RowSpec.Of(64 << 10)] = new(0.55, 0.68),
        [RowSpec.Of(1 << 20)] = new(0.62, 0.72),
        [RowSpec.Single(1 << 10)] = new(3, 1.5),
        [RowSpec.Single(64 << 10)] = new(3, null),
        [RowSpec.Single(1 << 20)] = new(1.7, 1.45),
    };

    /// <summary>Of a row, or null when nothing is asked of it.</summary>
    public static Goals? Of(RowSpec row) => Known.GetValueOrDefault(row);
}
