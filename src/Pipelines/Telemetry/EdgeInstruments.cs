using System.Diagnostics.Metrics;
using Tidings.Pipelines.Graph;

namespace Tidings.Pipelines.Telemetry;

/// <summary>What the edges of a running graph hold and do, read when somebody asks, so that it costs nothing per item.</summary>
internal static class EdgeInstruments
{
    public static void Observe(Meter meter, IReadOnlyList<IEdge> edges, IReadOnlyList<IRouteBlock> fanOuts)
    {
        meter.CreateObservableGauge("tidings.edge.depth", () => edges.Select(edge => Of(edge, snapshot => snapshot.Depth)), "{item}", "Items in the edge.");
        meter.CreateObservableCounter("tidings.edge.items", () => edges.Select(edge => Of(edge, snapshot => snapshot.Items)), "{item}", "Items that came into the edge.");
        meter.CreateObservableCounter(
            "tidings.edge.waited", () => edges.Select(edge => Of(edge, snapshot => snapshot.Waited.TotalSeconds)), "s", "How long the stage before the edge had to wait.");
        meter.CreateObservableCounter("tidings.edge.dropped", () => edges.SelectMany(Dropped).Concat(fanOuts.Select(Unrouted)), "{item}", "Items dropped, by reason.");
    }

    private static Measurement<T> Of<T>(IEdge edge, Func<EdgeSnapshot, T> read)
        where T : struct => new(read(edge.Snapshot()), Tag("edge", edge.Name));

    private static IEnumerable<Measurement<long>> Dropped(IEdge edge)
    {
        var snapshot = edge.Snapshot();
        yield return new Measurement<long>(snapshot.DroppedFull, Tag("edge", edge.Name), Tag("reason", "full"));
        yield return new Measurement<long>(snapshot.DroppedClosed, Tag("edge", edge.Name), Tag("reason", "closed"));
    }

    private static Measurement<long> Unrouted(IRouteBlock fanOut)
    {
        var snapshot = fanOut.Snapshot();
        return new Measurement<long>(snapshot.Unrouted, Tag("edge", snapshot.Stage), Tag("reason", "unrouted"));
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
