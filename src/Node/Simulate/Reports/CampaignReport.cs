using System.Globalization;
using Spectre.Console;
using Tidings.Node.Commands;
using Tidings.Node.Simulate.Campaigns;
using Tidings.Node.Simulate.Files;

namespace Tidings.Node.Simulate.Reports;

/// <summary>What a campaign ends with, to read.</summary>
internal static class CampaignReport
{
    public static void Write(CampaignTotals totals, int workers, TimeSpan elapsed)
    {
        if (totals.Faults > 0)
        {
            Consoles.Tables.Write(Faults(totals));
        }

        Consoles.Tables.Write(Summary(totals, workers, elapsed));
    }

    private static Grid Summary(CampaignTotals totals, int workers, TimeSpan elapsed)
    {
        var seeds = (double)Math.Max(1, totals.Seeds);
        var seconds = elapsed.TotalSeconds;
        var silent = totals.ByKind.Where(kind => kind.Fired == 0).Select(kind => ScenarioNames.Name(kind.Kind)).ToList();
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

    private static Table Faults(CampaignTotals totals)
    {
        var table = new Table().AddColumns("fault", "times", "seeds", "% of seeds");
        foreach (var (kind, fired, seeds) in totals.ByKind.Where(kind => kind.Fired > 0))
        {
            table.AddRow(
                ScenarioNames.Name(kind),
                fired.ToString(CultureInfo.InvariantCulture),
                seeds.ToString(CultureInfo.InvariantCulture),
                (100.0 * seeds / Math.Max(1, totals.Seeds)).ToString("F1", CultureInfo.InvariantCulture));
        }

        foreach (var column in table.Columns.Skip(1))
        {
            column.Alignment = Justify.Right;
        }

        return table;
    }
}
