using System.Xml.Linq;
using Tidings.Node.Simulate.Plots;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Tests.Simulate.Plots;

public sealed class PlotFilesTests
{
    private string _folder = "";

    [SetUp]
    public void Create() => _folder = Path.Combine(Directory.CreateTempSubdirectory("tidings-test-").FullName, "plots");

    [TearDown]
    public void Delete() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Test]
    public void Three_plots_say_what_they_show()
    {
        var files = PlotFiles.Write(_folder, [new PlottedRun("tidings", 4, Results.Of(1)), new PlottedRun("flood", 3, Results.Of(1))]);

        Assert.That(files.Select(Path.GetFileName), Is.EqualTo((string[])["deliveries.svg", "bytes-per-node.svg", "copies-per-delivery.svg"]));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(TextsOf(files[0]), Is.SupersetOf((string[])["Deliveries", "time since publication, ms", "share of deliveries, %", "tidings", "flood"]));
            Assert.That(TextsOf(files[1]), Is.SupersetOf((string[])["Bytes per node", "node", "MB sent", "0", "1"]));
            Assert.That(TextsOf(files[2]), Is.SupersetOf((string[])["Copies per delivery", "tidings", "flood"]));
        }
    }

    [Test]
    public void A_curve_rises_to_the_share_that_was_delivered()
    {
        var series = (OxyPlot.Series.StairStepSeries)DeliveryPlot.Of([new PlottedRun("tidings", 4, Results.Of(1))]).Series.Single();

        Assert.That(series.Points.Select(point => (point.X, point.Y)).Take(3), Is.EqualTo(new[] { (0.0, 0.0), (10.0, 25.0), (20.0, 75.0) }));
        Assert.That(series.Points[^1].Y, Is.EqualTo(75.0));
    }

    [Test]
    public void Bars_are_what_the_nodes_sent()
    {
        var series = (OxyPlot.Series.RectangleBarSeries)NodePlot.OfBytes([new PlottedRun("tidings", 4, Results.Of(1))]).Series.Single();

        Assert.That(series.Items.Select(bar => bar.Y1), Is.EqualTo((double[])[1, 3]));
    }

    [Test]
    public void A_run_in_which_nothing_happened_can_be_plotted()
    {
        var nothing = Results.Of(1) with { Latencies = [], Nodes = [], Deliveries = 0 };
        var scenario = new Scenario { Seed = 1, Nodes = 1, Artifacts = [] };

        Assert.That(PlotFiles.Write(_folder, [PlottedRun.Of(scenario, nothing)]), Has.All.Matches<string>(File.Exists));
    }

    private static List<string> TextsOf(string path) => [.. XDocument.Load(path).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value.Trim())];
}
