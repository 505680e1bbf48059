using System.Globalization;
using Simulation.Tests.Kinds;
using Tidings.Simulation;

namespace Simulation.Tests.Trace;

/// <summary>A run in words.</summary>
public sealed class TimelineTests
{
    [Test]
    public void It_tells_how_an_artifact_came_and_changes_nothing_by_that()
    {
        var (silent, _) = Play(keep: false);
        var (told, text) = Play(keep: true);
        Assert.That(told, Is.EqualTo(silent));
        Assert.That(text, Does.Match(@"node 0 +publishes [0-9a-f]{8}, 5000 bytes"));
        Assert.That(text, Does.Match(@"node 1 +session 1 with node 0 is up"));
        Assert.That(text, Does.Match(@"node 1 +from node 0, lane 0: memo, slots 0=[0-9a-f]{8} at 1"));
        Assert.That(text, Does.Match(@"node 1 +fetches [0-9a-f]{8}, 5000 bytes, Fetch, from node 0"));
        Assert.That(text, Does.Match(@"node 1 +to node 0, lane 0: memo, asks for [0-9a-f]{8}/0 as 1"));
        Assert.That(text, Does.Match(@"node 1 +from node 0, lane \d: memo, chunk 0 for request 1, 5000 bytes"));
        Assert.That(text, Does.Match(@"node 1 +verdict on [0-9a-f]{8}: accepted"));
        Assert.That(text, Does.Match(@"node 1 +pool memo: 1 validated, 0 unvalidated"));
    }

    [Test]
    public void It_keeps_the_newest_lines()
    {
        using var net = SimulatedNetwork.Create(seed: 1, nodes: 3, Memo.Register);
        var timeline = net.KeepTimeline(lines: 10);
        net.RunFor(TimeSpan.FromSeconds(1));
        var lines = Text(timeline, 20).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(timeline.Written, Is.GreaterThan(10));
        Assert.That(lines, Has.Length.EqualTo(10));
        Assert.That(lines.Select(static line => double.Parse(line[..11], CultureInfo.InvariantCulture)), Is.Ordered);
        Assert.That(Text(timeline, 3).Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(lines[7..]));
    }

    private static (string History, string Text) Play(bool keep)
    {
        using var net = SimulatedNetwork.Create(seed: 1, nodes: 2, Memo.Register);
        var timeline = keep ? net.KeepTimeline() : null;
        var id = net.Run(() => net[0].Broadcaster<Memo>().PublishAsync(new Memo(new string('a', 5000)))).Id;
        net.RunUntil(() => net[1].Pool<Memo>().Contains(id), TimeSpan.FromSeconds(10));
        return (net.History, timeline is null ? "" : Text(timeline, int.MaxValue));
    }

    private static string Text(Tidings.Simulation.Trace.Timeline timeline, int lines)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        timeline.Write(output, lines);
        return output.ToString();
    }
}
