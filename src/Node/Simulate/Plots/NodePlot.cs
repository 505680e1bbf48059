using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Simulate.Plots;

/// <summary>A bar per node, those of several runs side by side.</summary>
internal static class NodePlot
{
    private const double GroupWidth = 0.8;

    public static PlotModel OfBytes(IReadOnlyList<PlottedRun> runs) => Of("Bytes per node", "MB sent", runs, node => node.BytesSent / 1e6);

    public static PlotModel OfCopies(IReadOnlyList<PlottedRun> runs) => Of("Copies per delivery", "bytes of artifacts received / needed", runs, node => node.Copies);

    private static PlotModel Of(string title, string unit, IReadOnlyList<PlottedRun> runs, Func<NodeFigures, double> value)
    {
        var nodes = runs.Max(run => run.Result.Nodes.Count);
        var model = PlotStyle.Model(title, runs.Count);
        var across = PlotStyle.Axis(AxisPosition.Bottom, "node", 1);
        (across.Minimum, across.Maximum, across.MinimumMajorStep, across.MajorGridlineStyle) = (-0.5, Math.Max(nodes, 1) - 0.5, 1, LineStyle.None);
        model.Axes.Add(across);
        model.Axes.Add(PlotStyle.Axis(AxisPosition.Left, unit, 1.05 * runs.Max(run => run.Result.Nodes.Select(value).DefaultIfEmpty().Max())));
        var width = GroupWidth / runs.Count;
        foreach (var (run, i) in runs.Select((run, i) => (run, i)))
        {
            var bars = new RectangleBarSeries { Title = run.Name, FillColor = PlotStyle.Colour(i), StrokeThickness = 0 };
            foreach (var (node, x) in run.Result.Nodes.Select((node, x) => (node, x)))
            {
                var left = x - (GroupWidth / 2) + (i * width);
                bars.Items.Add(new RectangleBarItem(left, 0, left + width, value(node)));
            }

            model.Series.Add(bars);
        }

        return model;
    }
}
