using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;

namespace Tidings.Node.Simulate.Plots;

/// <summary>What all plots share: axes from zero, a faint grid, colours that stay apart in grey and for the colour-blind.</summary>
internal static class PlotStyle
{
    // Okabe and Ito, "Color Universal Design", 2008.
    private static readonly OxyColor[] Colours = [OxyColor.FromRgb(0, 114, 178), OxyColor.FromRgb(230, 159, 0), OxyColor.FromRgb(0, 158, 115), OxyColor.FromRgb(204, 121, 167)];

    private static readonly OxyColor Grid = OxyColor.FromRgb(225, 225, 225);

    public static OxyColor Colour(int series) => Colours[series % Colours.Length];

    public static PlotModel Model(string title, int series)
    {
        var model = new PlotModel { Title = title, TitleFontSize = 16, TitleFontWeight = FontWeights.Normal, Background = OxyColors.White, PlotAreaBorderColor = Grid };
        if (series > 1)
        {
            // The padding leaves room for fonts that are wider than the one that was measured: what is beyond it is cut off.
            model.Legends.Add(new Legend { LegendPosition = LegendPosition.TopCenter, LegendPlacement = LegendPlacement.Outside, LegendOrientation = LegendOrientation.Horizontal, LegendPadding = 20 });
        }

        return model;
    }

    public static LinearAxis Axis(AxisPosition position, string title, double max) => new()
    {
        Position = position,
        Title = title,
        AxisTitleDistance = 16,
        MinorTickSize = 0,
        Minimum = 0,
        Maximum = max > 0 ? max : 1,
        MajorGridlineStyle = LineStyle.Solid,
        MajorGridlineColor = Grid,
        TicklineColor = Grid,
    };
}
