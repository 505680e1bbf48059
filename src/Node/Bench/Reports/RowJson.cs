using System.Text.Json.Nodes;
using Tidings.Node.Bench.Measure;

namespace Tidings.Node.Bench.Reports;

/// <summary>A row for scripts: names in snake case, with their units.</summary>
internal static class RowJson
{
    public static JsonObject Of(BenchOptions options, RowResult row, Machine? machine) => new()
    {
        ["bench"] = options.Name,
        ["figure"] = row.Spec.IsSingle ? "latency" : "rate",
        ["nodes"] = options.Nodes,
        ["publishers"] = options.Publishers,
        ["lanes"] = options.Lanes,
        ["size"] = row.Spec.Size,
        ["window"] = row.Spec.Window,
        ["rounds"] = options.Rounds,
        ["phase_s"] = options.Phase.TotalSeconds,
        ["warmup_s"] = options.Warmup.TotalSeconds,
        ["tidings"] = Subject(row.Phases.Ours),
        ["mesh"] = Subject(row.Phases.Limits),
        ["tls_MBps"] = row.TlsMegabytesPerSecond,
        ["mesh_over_tls"] = row.MeshShare,
        ["void"] = row.IsVoid,
        ["hashed_again"] = row.Verified.Checked,
        ["wrong"] = new JsonArray([.. row.Verified.Wrong.Select(wrong => (JsonNode)wrong)]),
        ["ratio"] = Spread(row.Ratio),
        ["cpu_ratio"] = Spread(row.CpuRatio),
        ["machine"] = machine?.Json(),
    };

    private static JsonObject? Subject(IReadOnlyList<PhaseFigures> phases)
    {
        if (phases.Count == 0)
        {
            return null;
        }

        var sum = PhaseFigures.Sum(phases);
        return new JsonObject
        {
            ["deliveries"] = sum.Deliveries,
            ["seconds"] = sum.Seconds,
            ["deliveries_per_s"] = Spread(Quartiles.Of(phases.Select(phase => phase.DeliveriesPerSecond))),
            ["payload_MBps"] = Spread(Quartiles.Of(phases.Select(phase => phase.MegabytesPerSecond))),
            ["p50_ms"] = sum.Latency.Ms(0.5),
            ["p99_ms"] = sum.Latency.Ms(0.99),
            ["everywhere_p50_ms"] = sum.Completion.Ms(0.5),
            ["everywhere_p99_ms"] = sum.Completion.Ms(0.99),
            ["cpu_us_per_delivery"] = sum.CpuMicrosecondsPerDelivery,
            ["wire_over_payload"] = sum.WireRatio,
            ["copies_per_delivery"] = sum.Copies,
            ["allocated_bytes_per_delivery"] = sum.AllocatedPerDelivery,
            ["large_object_bytes"] = sum.LargeObjectBytes,
            ["gen2_collections"] = sum.Gen2,
        };
    }

    /// <summary>Median and quartiles.</summary>
    public static JsonObject? Spread(Quartiles? quartiles) => quartiles is null ? null : new()
    {
        ["q1"] = quartiles.Lower,
        ["median"] = quartiles.Median,
        ["q3"] = quartiles.Upper,
    };
}
