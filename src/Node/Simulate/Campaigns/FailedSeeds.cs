using Tidings.Node.Commands;
using Tidings.Node.Simulate.Reports;

namespace Tidings.Node.Simulate.Campaigns;

/// <summary>What is told of the seeds of a campaign that failed.</summary>
/// <param name="source">Makes their scenarios.</param>
/// <param name="start">Makes a worker.</param>
internal sealed class FailedSeeds(ScenarioSource source, Func<IWorker> start)
{
    /// <summary>Failures that are made smaller; each takes up to some minutes.</summary>
    private const int ShrunkMax = 5;

    /// <summary>A line to see each of them again.</summary>
    public void Tell(CampaignTotals totals)
    {
        foreach (var outcome in totals.FirstFailures)
        {
            FailureReport.Write(outcome, source.Replay(outcome.Seed));
        }

        if (totals.Failures > CampaignTotals.FailuresKept)
        {
            Console.Error.WriteLine($"{totals.Failures - CampaignTotals.FailuresKept} more seeds failed.");
        }
    }

    /// <summary>Makes the first of them smaller, and writes them as files.</summary>
    public async Task WriteAsync(CampaignTotals totals, string folder, CancellationToken cancellationToken)
    {
        foreach (var outcome in totals.FirstFailures.Where(outcome => outcome.Result is not null).Take(ShrunkMax))
        {
            Consoles.Written((await ShrinkAsync(outcome.Seed, cancellationToken)).Write(folder));
        }
    }

    private async Task<ShrunkSeed> ShrinkAsync(long seed, CancellationToken cancellationToken)
    {
        await using var worker = start();
        await worker.AskAsync(WorkerProtocol.AskToShrink(seed), cancellationToken);
        var line = WorkerProtocol.StillAlive;
        while (line == WorkerProtocol.StillAlive)
        {
            line = await worker.AnswerAsync(Campaign.Patience, cancellationToken);
        }

        return ShrunkSeed.Read(line);
    }
}
