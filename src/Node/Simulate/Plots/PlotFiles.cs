using System.Text;
using OxyPlot;

namespace Tidings.Node.Simulate.Plots;

/// <summary>Writes what runs look like as SVG files.</summary>
internal static class PlotFiles
{
    private const double Width = 900;
    private const double Height = 450;

    /// <summary>Writes the plots into a folder, over what has their names.</summary>
    /// <returns>Their paths.</returns>
    public static IReadOnlyList<string> Write(string folder, IReadOnlyList<PlottedRun> runs)
    {
        Directory.CreateDirectory(folder);
        return
        [
            Write(Path.Combine(folder, "deliveries.svg"), DeliveryPlot.Of(runs)),
            Write(Path.Combine(folder, "bytes-per-node.svg"), NodePlot.OfBytes(runs)),
            Write(Path.Combine(folder, "copies-per-delivery.svg"), NodePlot.OfCopies(runs)),
        ];
    }

    /// <summary>Writes one plot.</summary>
    /// <returns>Its path.</returns>
    public static string Write(string path, PlotModel model)
    {
        File.WriteAllText(path, SvgExporter.ExportToString(model, Width, Height, isDocument: true), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }
}
