using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using Tidings.Node.Bench.Load;
using Tidings.Node.Simulate.Plots;

namespace Tidings.Node.Bench.Reports;

/// <summary>Which share was not later than when: a curve for each of those compared.</summary>
internal static class LatencyPlot
{
    // What is quicker than this is no latency that anybody feels, and a logarithm needs a beginning.
    private const double MsMin = 0.01;

    public static PlotModel Of(string title, IReadOnlyList<(string Name, LatencyHistogram Latency)> curves)
    {
        var model = PlotStyle.Model(title, curves.Count);
        var faint = PlotStyle.Axis(AxisPosition.Left, "share, %", 102);
        model.Axes.Add(new LogarithmicAxis
        {
            Position = AxisPosition.Bottom,
            Title = "ms",
            AxisTitleDistance = faint.AxisTitleDistance,
            Minimum = MsMin,
            MajorGridlineStyle = faint.MajorGridlineStyle,
            MajorGridlineColor = faint.MajorGridlineColor,
            TicklineColor = faint.TicklineColor,
        });
        model.Axes.Add(faint);
        foreach (var (i, (name, latency)) in curves.Index())
        {
            var curve = new StairStepSeries { Title = name, Color = PlotStyle.Colour(i), StrokeThickness = 2, VerticalStrokeThickness = 2 };
            curve.Points.Add(new DataPoint(MsMin, 0));
            curve.Points.AddRange(latency.Curve().Select(point => new DataPoint(Math.Max(MsMin, point.Ms), 100 * point.Share)));
            model.Series.Add(curve);
        }

        return model;
    }

    /// <summary>Writes a plot into a folder, which is made.</summary>
    /// <returns>Its path.</returns>
    public static string Write(string folder, string name, PlotModel plot)
    {
        Directory.CreateDirectory(folder);
        return PlotFiles.Write(Path.Combine(folder, name), plot);
    }
}
