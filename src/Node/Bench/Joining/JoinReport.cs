using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Tidings.Node.Bench.Measure;
using Tidings.Node.Bench.Reports;
using Tidings.Node.Commands;

namespace Tidings.Node.Bench.Joining;

/// <summary>What joiners came to, to read and for scripts.</summary>
internal static class JoinReport
{
    public static void Write(BenchOptions options, JoinResult result)
    {
        Consoles.Tables.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Nodes} nodes and one that comes late to a pool of {result.Count} artifacts of {result.Row.SizeText()}; medians of {options.Rounds} rounds; {result.Verified.Checked} hashed again."));
        var rates = new Table().AddColumns("", "artifacts/s", "seconds", "connected after, s", "copies", "CPU us", "wire / payload", "allocated");
        rates.AddRow("live row, all deliveries", Text(Median(result, round => round.Live.DeliveriesPerSecond), "F0"), "", "", "", Text(Median(result, round => round.Live.CpuMicrosecondsPerDelivery), "F1"), "", "");
        Add("joiner, idle subnet", round => round.Idle);
        rates.AddRow("others at half the rate, before", Text(Median(result, round => round.OthersBefore), "F0"), "", "", "", "", "", "");
        rates.AddRow("others, while it joined", Text(Median(result, round => round.Loaded.Others), "F0"), "", "", "", "", "", "");
        Add("joiner, while others broadcast", round => round.Loaded, isAlone: false);
        Consoles.Tables.Write(rates);
        Consoles.Tables.WriteLine("CPU, socket bytes, allocated bytes: of the whole process, for each delivery; not told where there was something else to do.");

        var shares = new Table().AddColumns("", "ratio", "quartiles", "must be");
        AddShare("joiner / all deliveries of the live row", result.IdleShare, JoinResult.IdleShareMin);
        AddShare("joiner under load / live row per node", result.LoadedShare, JoinResult.LoadedShareMin);
        AddShare("others, while it joined / before", result.OthersKept, JoinResult.OthersKeptMin);
        Consoles.Tables.Write(shares);

        void Add(string name, Func<JoinRound, CatchUp> joiner, bool isAlone = true) => rates.AddRow(
            name,
            Text(Median(result, round => joiner(round).Figures.DeliveriesPerSecond), "F0"),
            Text(Median(result, round => joiner(round).Figures.Seconds), "F1"),
            Text(Median(result, round => joiner(round).ConnectedSeconds), "F2"),
            Text(Median(result, round => joiner(round).Copies), "F4"),
            isAlone ? Text(Median(result, round => joiner(round).Figures.CpuMicrosecondsPerDelivery), "F1") : "",
            isAlone ? Text(Median(result, round => joiner(round).Figures.WireRatio), "F3") : "",
            isAlone ? Text(Median(result, round => joiner(round).Figures.AllocatedPerDelivery), "F0") : "");

        void AddShare(string name, Quartiles share, double bound) => shares.AddRow(
            name, Text(share.Median, "F3"), $"{Text(share.Lower, "F3")} to {Text(share.Upper, "F3")}", $">= {Text(bound, "F2")}");
    }

    public static JsonObject Json(BenchOptions options, JoinResult result) => new()
    {
        ["bench"] = options.Name,
        ["nodes"] = options.Nodes,
        ["lanes"] = options.Lanes,
        ["count"] = result.Count,
        ["size"] = result.Row.Size,
        ["window"] = result.Row.Window,
        ["rounds"] = options.Rounds,
        ["phase_s"] = options.Phase.TotalSeconds,
        ["live_deliveries_per_s"] = RowJson.Spread(result.Of(round => round.Live.DeliveriesPerSecond)),
        ["idle"] = Idle(result),
        ["loaded"] = Joiner(result, round => round.Loaded),
        ["others_before_per_s"] = RowJson.Spread(result.Of(round => round.OthersBefore)),
        ["others_during_per_s"] = RowJson.Spread(result.Of(round => round.Loaded.Others)),
        ["idle_over_live"] = RowJson.Spread(result.IdleShare),
        ["loaded_over_live_per_node"] = RowJson.Spread(result.LoadedShare),
        ["others_kept"] = RowJson.Spread(result.OthersKept),
        ["hashed_again"] = result.Verified.Checked,
        ["wrong"] = new JsonArray([.. result.Verified.Wrong.Select(wrong => (JsonNode)wrong)]),
    };

    private static JsonObject Idle(JoinResult result)
    {
        var idle = Joiner(result, round => round.Idle);
        idle["cpu_us_per_artifact"] = Median(result, round => round.Idle.Figures.CpuMicrosecondsPerDelivery);
        idle["wire_over_payload"] = Median(result, round => round.Idle.Figures.WireRatio);
        idle["allocated_bytes_per_artifact"] = Median(result, round => round.Idle.Figures.AllocatedPerDelivery);
        return idle;
    }

    private static JsonObject Joiner(JoinResult result, Func<JoinRound, CatchUp> joiner) => new()
    {
        ["artifacts_per_s"] = RowJson.Spread(result.Of(round => joiner(round).Figures.DeliveriesPerSecond)),
        ["seconds"] = Median(result, round => joiner(round).Figures.Seconds),
        ["connected_after_s"] = Median(result, round => joiner(round).ConnectedSeconds),
        ["copies_per_artifact"] = Median(result, round => joiner(round).Copies),
    };

    private static double Median(JoinResult result, Func<JoinRound, double> figure) => result.Of(figure).Median;

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
