using Microsoft.Extensions.Hosting;
using Tidings.Blocks.Artifacts;
using Tidings.Pipelines.Publishing;

namespace Tidings.Samples.BeaconShares;

/// <summary>When a height's beacon is made, the shares below it leave the pool, and with it everybody's tables.</summary>
public sealed class BeaconPurge(IPool<BeaconShare> pool, BeaconPool shares) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var purged = 0L;
        await foreach (var change in pool.Changes(stoppingToken))
        {
            // A share that was judged before its beacon was made may be accepted after the purge.
            var isLate = change is PoolChange.Validated gained && gained.Advert.Rank < purged;
            if (isLate || shares.MadeHeight > purged)
            {
                purged = shares.MadeHeight;
                await pool.PurgeBelowAsync(purged, stoppingToken);
            }
        }
    }
}
