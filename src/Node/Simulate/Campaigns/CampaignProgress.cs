using System.Globalization;
using Spectre.Console;
using Tidings.Node.Commands;

namespace Tidings.Node.Simulate.Campaigns;

/// <summary>A bar on a terminal while a campaign runs; nothing where nobody looks.</summary>
internal static class CampaignProgress
{
    public static async Task ShowAsync(SeedRange seeds, CampaignTotals totals, Func<Action<SeedOutcome>, Task> run)
    {
        if (Console.IsErrorRedirected)
        {
            await run(totals.Add);
            return;
        }

        var began = TimeProvider.System.GetTimestamp();
        await Consoles.Progress.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(seeds.ToString(), maxValue: seeds.Count);
                await run(outcome =>
                {
                    totals.Add(outcome);
                    bar.Value = totals.Seeds;
                    bar.Description = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{totals.Seeds} seeds, {totals.Seeds / TimeProvider.System.GetElapsedTime(began).TotalSeconds:F1} runs/s, {totals.Failures} failures");
                });
            });
    }
}
