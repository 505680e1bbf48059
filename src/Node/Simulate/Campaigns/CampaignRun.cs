using Tidings.Node.Commands;
using Tidings.Node.Simulate.Reports;

namespace Tidings.Node.Simulate.Campaigns;

/// <summary>A range of seeds from start to exit code.</summary>
internal static class CampaignRun
{
    public static async Task<int> RunAsync(SimulateOptions options, SeedRange seeds, ScenarioSource source, CancellationToken cancellationToken)
    {
        var totals = new CampaignTotals { Lies = options.Liars is null ? null : new LieTotals(source.Of) };
        var workers = (int)Math.Min(options.Workers, seeds.Count);
        var began = TimeProvider.System.GetTimestamp();
        await CampaignProgress.ShowAsync(seeds, totals, report => new Campaign(seeds, workers, Start, report).RunAsync(cancellationToken));
        var elapsed = TimeProvider.System.GetElapsedTime(began);
        if (options.Json)
        {
            Console.WriteLine(ResultJson.Of(totals, elapsed).ToJsonString());
        }
        else
        {
            CampaignReport.Write(totals, workers, elapsed);
        }

        var failed = new FailedSeeds(source, Start);
        failed.Tell(totals);
        if (options.Out is { } folder)
        {
            await failed.WriteAsync(totals, folder, cancellationToken);
        }

        return totals.Failures == 0 ? 0 : CommandLineErrors.Failed;

        IWorker Start() => WorkerProcess.Start(WorkerStart.Info(source, seeds.Count / workers), cancellationToken);
    }
}
