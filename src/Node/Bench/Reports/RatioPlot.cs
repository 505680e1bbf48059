using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using Tidings.Node.Simulate.Plots;

namespace Tidings.Node.Bench.Reports;

/// <summary>Our figure over the mesh's, by row: the quartiles as a bar, the median across it, and what it must be and aims for.</summary>
internal static class RatioPlot
{
    private const double Half = 0.3;

    public static PlotModel Of(string title, IReadOnlyList<(string Name, RowResult Row)> rows)
    {
        var model = PlotStyle.Model(title, series: 2);
        var across = PlotStyle.Axis(AxisPosition.Bottom, "", 1);
        (across.Minimum, across.Maximum, across.MajorStep, across.MajorGridlineStyle) = (-0.5, rows.Count - 0.5, 1, LineStyle.None);
        across.LabelFormatter = x => x >= 0 && x < rows.Count && x == Math.Floor(x) ? rows[(int)x].Name : "";
        model.Axes.Add(across);
        model.Axes.Add(PlotStyle.Axis(AxisPosition.Left, "tidings / mesh", 1.1 * rows.Max(row => Math.Max(row.Row.Ratio!.Upper, Goals.Of(row.Row.Spec)?.Must ?? 0))));
        var bars = new RectangleBarSeries { Title = "quartiles and median", FillColor = OxyColor.FromAColor(90, PlotStyle.Colour(0)), StrokeThickness = 0 };
        model.Series.Add(bars);
        foreach (var (i, (_, row)) in rows.Index())
        {
            bars.Items.Add(new RectangleBarItem(i - Half, row.Ratio!.Lower, i + Half, row.Ratio.Upper));
            model.Series.Add(Across(i, row.Ratio.Median, 0, LineStyle.Solid, null));
            if (Goals.Of(row.Spec) is { } goals)
            {
                model.Series.Add(Across(i, goals.Must, 1, LineStyle.Solid, i == 0 ? "must be" : null));
                if (goals.Aim is { } aim)
                {
                    model.Series.Add(Across(i, aim, 2, LineStyle.Dash, i == 0 ? "aim" : null));
                }
            }
        }

        return model;
    }

    private static LineSeries Across(int row, double value, int colour, LineStyle style, string? title)
    {
        var line = new LineSeries { Title = title, Color = PlotStyle.Colour(colour), LineStyle = style, StrokeThickness = 2.5 };
        line.Points.Add(new DataPoint(row - Half, value));
        line.Points.Add(new DataPoint(row + Half, value));
        return line;
    }
}
