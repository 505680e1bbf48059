using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Tidings.Node.Commands;

namespace Tidings.Node.Subnet;

/// <summary>What a run ends with: a table and a summary, or one line of JSON; and always what is missing where.</summary>
internal static class SubnetReport
{
    private const int MissingShownPerNode = 20;

    public static void Write(RunResult result, ResourceUse use)
    {
        if (result.Options.Json)
        {
            Console.WriteLine(JsonSerializer.Serialize(JsonLine(result, use)));
        }
        else
        {
            Consoles.Tables.Write(NodeTable(result));
            Consoles.Tables.Write(Summary(result, use));
        }

        WriteMissing(result);
    }

    private static Table NodeTable(RunResult result)
    {
        var table = new Table().AddColumns("node", "id", "files", "bytes", "verified", "copies per delivery", "from others", "seconds", "MB/s");
        var wanted = result.Broadcast.Count;
        foreach (var node in result.Nodes)
        {
            table.AddRow(
                Text(node.Index),
                node.After.Node[..8],
                Text(node.Files),
                Text(node.Bytes),
                node.Missing.Count == 0 ? $"{wanted}/{wanted}" : $"[red]{wanted - node.Missing.Count}/{wanted}[/]",
                node.CopiesPerDelivery.ToString("F3", CultureInfo.InvariantCulture),
                Text(node.FromOthers),
                result.Elapsed.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture),
                (node.DeliveredBytes / 1e6 / result.Elapsed.TotalSeconds).ToString("F1", CultureInfo.InvariantCulture));
        }

        foreach (var column in table.Columns.Skip(2))
        {
            column.Alignment = Justify.Right;
        }

        return table;
    }

    private static Grid Summary(RunResult result, ResourceUse use)
    {
        var grid = new Grid().AddColumns(2);
        var ideal = result.PayloadBytes * (result.Options.Nodes - 1);
        Row("deliveries", $"{result.Deliveries} in {result.Elapsed.TotalSeconds:F2} s, {result.MegabytesPerSecond:F1} MB/s of payload");
        Row("latency", $"p50 {result.LatencyMs(0.5):F1} ms, p99 {result.LatencyMs(0.99):F1} ms, max {result.LatencyMs(1):F1} ms");
        Row("socket bytes", $"{result.BytesOnWire} = {Ratio(result.BytesOnWire, ideal):F4} x payload x (nodes - 1)");
        Row("kernel loopback", $"{result.LoopbackBytes?.ToString(CultureInfo.InvariantCulture) ?? "?"} bytes; payload x (nodes - 1) is {ideal}");
        Row("duplicates", $"{result.Nodes.Sum(n => n.DuplicateBytes)} bytes");
        Row("from others than the maker", $"{result.Nodes.Min(n => n.FromOthers)} to {result.Nodes.Max(n => n.FromOthers)} artifacts per node");
        Row("processor, memory", $"{use.CpuSeconds:F1} s, {use.PeakRssBytes >> 20} MiB at most");
        Row("verified", $"{(result.IsVerified ? "every file at every node, by SHA-256" : "[red]no[/]")}");
        return grid;

        void Row(string name, FormattableString value) => grid.AddRow(name, value.ToString(CultureInfo.InvariantCulture));
    }

    private static Dictionary<string, object> JsonLine(RunResult result, ResourceUse use) => new()
    {
        ["nodes"] = result.Options.Nodes,
        ["topology"] = result.Options.Topology,
        ["lanes"] = result.Options.Lanes,
        ["artifacts"] = result.Broadcast.Count,
        ["bytes"] = result.PayloadBytes,
        ["seconds"] = result.Elapsed.TotalSeconds,
        ["deliveries"] = result.Deliveries,
        ["deliveries_per_s"] = result.Deliveries / result.Elapsed.TotalSeconds,
        ["payload_MBps_delivered"] = result.MegabytesPerSecond,
        ["p50_ms"] = result.LatencyMs(0.5),
        ["p99_ms"] = result.LatencyMs(0.99),
        ["max_ms"] = result.LatencyMs(1),
        ["bytes_on_wire"] = result.BytesOnWire,
        ["amplification"] = Ratio(result.BytesOnWire, result.PayloadBytes * (result.Options.Nodes - 1)),
        ["duplicate_bytes"] = result.Nodes.Sum(n => n.DuplicateBytes),
        ["cpu_s"] = use.CpuSeconds,
        ["peak_rss_MB"] = use.PeakRssBytes / 1e6,
        ["loopback_bytes"] = result.LoopbackBytes ?? -1,
        ["from_others_min"] = result.Nodes.Min(n => n.FromOthers),
        ["verified"] = result.IsVerified,
    };

    private static void WriteMissing(RunResult result)
    {
        foreach (var line in result.Unpublished)
        {
            Console.Error.WriteLine($"not published: {line}");
        }

        foreach (var node in result.Nodes)
        {
            foreach (var line in node.Missing.Take(MissingShownPerNode))
            {
                Console.Error.WriteLine($"missing at node {node.Index}: {line}");
            }

            if (node.Missing.Count > MissingShownPerNode)
            {
                Console.Error.WriteLine($"missing at node {node.Index}: {node.Missing.Count - MissingShownPerNode} more");
            }
        }
    }

    private static double Ratio(long bytes, long ideal) => ideal == 0 ? 0 : (double)bytes / ideal;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
