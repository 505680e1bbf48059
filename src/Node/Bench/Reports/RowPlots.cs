using Tidings.Node.Bench.Load;
using Tidings.Node.Bench.Measure;
using Tidings.Node.Commands;

namespace Tidings.Node.Bench.Reports;

/// <summary>Writes what rows look like as SVG files: the ratios of all, and the latencies of each.</summary>
internal static class RowPlots
{
    /// <summary>Writes them when they are asked for, over what has their names.</summary>
    public static void Write(BenchOptions options, IReadOnlyList<RowResult> rows)
    {
        if (options.Plots is not { } folder)
        {
            return;
        }

        var compared = rows.Where(row => row.Ratio is not null).ToLookup(row => row.Spec.IsSingle);
        var paths = new List<string>();
        foreach (var kind in compared)
        {
            var name = kind.Key ? "time-of-single" : "rate";
            var title = kind.Key ? "Time until a single artifact is everywhere, over the bare mesh's" : "Rate, as a share of the bare mesh's";
            paths.Add(LatencyPlot.Write(folder, $"bench-{options.Name}-{name}.svg", RatioPlot.Of(title, [.. kind.Select(row => (row.Spec.SizeText(), row))])));
        }

        foreach (var (i, row) in rows.Index())
        {
            List<(string, LatencyHistogram)> curves = [];
            Add(Subjects.Tidings, row.Phases.Ours);
            Add(Subjects.Mesh, row.Phases.Limits);
            var plot = LatencyPlot.Of($"{row.Spec.SizeText()}, window {row.Spec.Window}: from publication to each delivery", curves);
            paths.Add(LatencyPlot.Write(folder, $"bench-{options.Name}-{i + 1}-latency.svg", plot));

            void Add(string name, IReadOnlyList<PhaseFigures> phases)
            {
                if (phases.Count > 0)
                {
                    curves.Add((name, PhaseFigures.Sum(phases).Latency));
                }
            }
        }

        Consoles.Written(paths);
    }
}
