using System.Globalization;
using Spectre.Console;
using Tidings.Node.Commands;
using Tidings.Node.Simulate.Campaigns;
using Tidings.Node.Simulate.Files;
using Tidings.Simulation.Faults;

namespace Tidings.Node.Simulate.Reports;

/// <summary>What a campaign ends with, to read.</summary>
internal static class CampaignReport
{
    public static void Write(CampaignTotals totals, int workers, TimeSpan elapsed)
    {
        if (totals.Lies is { } lies)
        {
            Consoles.Tables.Write(Lies(lies));
        }
        else if (totals.Faults > 0)
        {
            Consoles.Tables.Write(Faults(totals));
        }

        Consoles.Tables.Write(Summary(totals, workers, elapsed));
    }

    private static Grid Summary(CampaignTotals totals, int workers, TimeSpan elapsed)
    {
        var seeds = (double)Math.Max(1, totals.Seeds);
        var seconds = elapsed.TotalSeconds;
        var silent = Silent(totals).Select(ScenarioNames.Name).ToList();
        return new Rows()
            .Add("seeds", $"{totals.Seeds} in {seconds:F1} s with {workers} processes, {totals.Seeds / seconds:F1} runs/s, {totals.VirtualTime.TotalSeconds / seconds:F0} times faster than the clock")
            .Add("failures", $"{totals.Failures}")
            .Add("steps", $"{totals.Steps / seeds:F0} a seed, {totals.Steps / seconds:F0} events/s")
            .Add("deliveries", $"{totals.Deliveries / seeds:F1} a seed")
            .Add("messages", $"{totals.Messages / seeds:F0} a seed")
            .Add("faults", $"{totals.Faults / seeds:F1} a seed")
            .Add("never fired", $"{(silent.Count == 0 ? "none" : totals.Faults == 0 ? "any fault" : string.Join(", ", silent))}")
            .Grid;
    }

    // A campaign of liars has no other faults, and need not have every way to lie.
    private static IEnumerable<FaultKind> Silent(CampaignTotals totals) => totals.Lies is { } lies
        ? lies.Ways.Where(static way => way.Told == 0).Select(static way => way.Way)
        : totals.ByKind.Where(static kind => kind.Fired == 0).Select(static kind => kind.Kind);

    private static Table Lies(LieTotals lies)
    {
        var table = new Table().AddColumns("way to lie", "runs", "liars", "lies told", "runs without", "failures");
        foreach (var way in lies.Ways)
        {
            table.AddRow([ScenarioNames.Name(way.Way), .. Numbers(way.Runs, way.Liars, way.Told, way.SilentRuns, way.Failures)]);
        }

        return Aligned(table);
    }

    private static Table Faults(CampaignTotals totals)
    {
        var table = new Table().AddColumns("fault", "times", "seeds", "% of seeds");
        foreach (var (kind, fired, seeds) in totals.ByKind.Where(kind => kind.Fired > 0))
        {
            table.AddRow([ScenarioNames.Name(kind), .. Numbers(fired, seeds), (100.0 * seeds / Math.Max(1, totals.Seeds)).ToString("F1", CultureInfo.InvariantCulture)]);
        }

        return Aligned(table);
    }

    private static IEnumerable<string> Numbers(params long[] numbers) => numbers.Select(static number => number.ToString(CultureInfo.InvariantCulture));

    private static Table Aligned(Table table)
    {
        foreach (var column in table.Columns.Skip(1))
        {
            column.Alignment = Justify.Right;
        }

        return table;
    }
}
