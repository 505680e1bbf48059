using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Tidings.Node.Simulate.Plots;

/// <summary>Which share of all deliveries had been made how long after publication.</summary>
internal static class DeliveryPlot
{
    public static PlotModel Of(IReadOnlyList<PlottedRun> runs)
    {
        var longest = runs.Max(run => run.Result.Latencies.Select(latency => latency.TotalMilliseconds).DefaultIfEmpty().Max());
        var model = PlotStyle.Model("Deliveries", runs.Count);
        model.Axes.Add(PlotStyle.Axis(AxisPosition.Bottom, "time since publication, ms", longest * 1.02));
        model.Axes.Add(PlotStyle.Axis(AxisPosition.Left, "share of deliveries, %", 102));
        foreach (var (run, i) in runs.Select((run, i) => (run, i)))
        {
            model.Series.Add(Curve(run, PlotStyle.Colour(i), 1.5 + (1.5 * (runs.Count - 1 - i)), longest * 1.02));
        }

        return model;
    }

    // The first are the thickest, so that curves that lie on each other are all seen.
    private static StairStepSeries Curve(PlottedRun run, OxyColor colour, double thickness, double end)
    {
        var curve = new StairStepSeries { Title = run.Name, Color = colour, StrokeThickness = thickness, VerticalStrokeThickness = thickness };
        curve.Points.Add(new DataPoint(0, 0));
        var made = 0;
        foreach (var latency in run.Result.Latencies.GroupBy(latency => latency).OrderBy(latency => latency.Key))
        {
            made += latency.Count();
            curve.Points.Add(new DataPoint(latency.Key.TotalMilliseconds, 100.0 * made / run.Due));
        }

        curve.Points.Add(new DataPoint(end, run.Due == 0 ? 0 : 100.0 * made / run.Due));
        return curve;
    }
}
