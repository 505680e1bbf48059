using System.Globalization;
using Spectre.Console;
using Tidings.Node.Bench.Measure;

namespace Tidings.Node.Bench.Reports;

/// <summary>The rows of a broadcast to read: rates and their ratio, then what a delivery cost.</summary>
internal static class BroadcastTable
{
    public static Table Rates(IReadOnlyList<RowResult> rows)
    {
        var table = Columns("size", "window", "tidings", "mesh", "unit", "ratio", "quartiles", "must reach", "aim for", "mesh / TLS alone", "hashed again");
        foreach (var row in rows)
        {
            var isSmall = row.Spec.Size < RowResult.CheckedFromBytes;
            var goals = Goals.Of(row.Spec);
            var ratio = row.Phases is { Ours.Count: > 0, Limits.Count: > 0 } ? row.Phases.Ratio(phase => phase.DeliveriesPerSecond) : null;
            table.AddRow(
                row.Spec.SizeText(),
                Text(row.Spec.Window, "F0"),
                Rate(row.Phases.Ours, isSmall),
                Rate(row.Phases.Limits, isSmall),
                isSmall ? "deliveries/s" : "MB/s",
                row.IsVoid ? "void" : Text(ratio?.Median, "F3"),
                ratio is null ? "" : $"{Text(ratio.Lower, "F3")} to {Text(ratio.Upper, "F3")}",
                Text(goals?.MustReach, "F2"),
                Text(goals?.AimFor, "F2"),
                Text(row.MeshShare, "F2"),
                row.IsVerified ? Text(row.Verified.Checked, "F0") : $"{row.Verified.Wrong.Count} WRONG");
        }

        return table;
    }

    public static Table Costs(IReadOnlyList<RowResult> rows)
    {
        var table = Columns("size", "subject", "deliveries", "p50 ms", "p99 ms", "CPU us", "wire / payload", "copies", "allocated", "gen 2");
        foreach (var row in rows)
        {
            Add(row.Spec, Subjects.Tidings, row.Phases.Ours);
            Add(row.Spec, Subjects.Mesh, row.Phases.Limits);
        }

        return table;

        void Add(RowSpec spec, string subject, IReadOnlyList<PhaseFigures> phases)
        {
            if (phases.Count == 0)
            {
                return;
            }

            var sum = PhaseFigures.Sum(phases);
            table.AddRow(
                spec.SizeText(),
                subject,
                Text(sum.Deliveries, "F0"),
                Text(sum.Latency.Ms(0.5), "F2"),
                Text(sum.Latency.Ms(0.99), "F2"),
                Text(sum.CpuMicrosecondsPerDelivery, "F2"),
                Text(sum.WireRatio, "F4"),
                Text(sum.Copies, "F4"),
                Text(sum.AllocatedPerDelivery, "F0"),
                Text(sum.Gen2, "F0"));
        }
    }

    private static string Rate(IReadOnlyList<PhaseFigures> phases, bool isSmall) => phases.Count == 0
        ? ""
        : Text(Quartiles.Of(phases.Select(phase => isSmall ? phase.DeliveriesPerSecond : phase.MegabytesPerSecond)).Median, "F0");

    private static Table Columns(params string[] names)
    {
        var table = new Table().AddColumns(names);
        foreach (var column in table.Columns)
        {
            column.Alignment = Justify.Right;
        }

        return table;
    }

    private static string Text(double? number, string format) => number?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
