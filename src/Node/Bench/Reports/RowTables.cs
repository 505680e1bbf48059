using System.Globalization;
using Spectre.Console;
using Tidings.Node.Bench.Measure;

namespace Tidings.Node.Bench.Reports;

/// <summary>Rows to read: the figures of both and their ratio, then what a delivery cost.</summary>
internal static class RowTables
{
    public static Table Ratios(IReadOnlyList<RowResult> rows)
    {
        var table = Columns("size", "window", "tidings", "mesh", "unit", "ratio", "quartiles", "must be", "aim", "mesh / TLS alone", "hashed again");
        foreach (var row in rows)
        {
            var goals = Goals.Of(row.Spec);
            var bound = row.Spec.IsSingle ? "<= " : ">= ";
            table.AddRow(
                row.Spec.SizeText(),
                row.Spec.IsSingle ? "one at a time" : Text(row.Spec.Window, "F0"),
                Figure(row.Spec, row.Phases.Ours),
                Figure(row.Spec, row.Phases.Limits),
                Unit(row.Spec),
                row.IsVoid ? "void" : Text(row.Ratio?.Median, "F3"),
                row.Ratio is { } ratio ? $"{Text(ratio.Lower, "F3")} to {Text(ratio.Upper, "F3")}" : "",
                goals is null ? "" : bound + Text(goals.Must, "F2"),
                goals?.Aim is null ? "" : bound + Text(goals.Aim, "F2"),
                Text(row.MeshShare, "F2"),
                row.IsVerified ? Text(row.Verified.Checked, "F0") : $"{row.Verified.Wrong.Count} WRONG");
        }

        return table;
    }

    public static Table Costs(IReadOnlyList<RowResult> rows)
    {
        var table = Columns("size", "window", "subject", "deliveries", "p50 ms", "p99 ms", "CPU us", "wire / payload", "copies", "allocated", "large objects", "gen 2");
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
                Text(spec.Window, "F0"),
                subject,
                Text(sum.Deliveries, "F0"),
                Text(sum.Latency.Ms(0.5), "F2"),
                Text(sum.Latency.Ms(0.99), "F2"),
                Text(sum.CpuMicrosecondsPerDelivery, "F2"),
                Text(sum.WireRatio, "F4"),
                Text(sum.Copies, "F4"),
                Text(sum.AllocatedPerDelivery, "F0"),
                Text(sum.LargeObjectBytes, "F0"),
                Text(sum.Gen2, "F0"));
        }
    }

    /// <summary>One subnet size of a scaling table.</summary>
    public static void AddScaling(Table table, int nodes, RowResult row, string growth, string bound) => table.AddRow(
        row.Spec.SizeText(),
        Text(nodes, "F0"),
        Text(PhaseFigures.Sum(row.Phases.Ours).CpuMicrosecondsPerDelivery, "F2"),
        Text(PhaseFigures.Sum(row.Phases.Limits).CpuMicrosecondsPerDelivery, "F2"),
        row.IsVoid ? "void" : Text(row.CpuRatio?.Median, "F2"),
        growth,
        bound,
        Text(PhaseFigures.Sum(row.Phases.Ours).WireRatio, "F4"));

    /// <summary>One way to run the nodes, of a table of processes.</summary>
    public static void AddProcesses(Table table, string processes, RowResult row, string kept, string bound) => table.AddRow(
        row.Spec.SizeText(),
        Text(row.Spec.Window, "F0"),
        processes,
        Figure(row.Spec, row.Phases.Ours),
        Figure(row.Spec, row.Phases.Limits),
        Unit(row.Spec),
        row.IsVoid ? "void" : Text(row.Ratio?.Median, "F3"),
        row.Ratio is { } ratio ? $"{Text(ratio.Lower, "F3")} to {Text(ratio.Upper, "F3")}" : "",
        kept,
        bound,
        Text(PhaseFigures.Sum(row.Phases.Ours).CpuMicrosecondsPerDelivery, "F2"));

    private static string Unit(RowSpec spec) => spec.IsSingle ? "ms, everywhere, p50" : spec.IsLarge ? "MB/s" : "deliveries/s";

    private static string Figure(RowSpec spec, IReadOnlyList<PhaseFigures> phases)
    {
        Func<PhaseFigures, double> figure = spec.IsSingle ? phase => phase.Completion.Ms(0.5)
            : spec.IsLarge ? phase => phase.MegabytesPerSecond
            : phase => phase.DeliveriesPerSecond;
        return phases.Count == 0 ? "" : Text(Quartiles.Of(phases.Select(figure)).Median, spec.IsSingle ? "F3" : "F0");
    }

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
