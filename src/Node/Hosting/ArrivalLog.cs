using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Tidings.Blocks.Artifacts;
using Tidings.Node.Files;
using Tidings.Pipelines.Publishing;

namespace Tidings.Node.Hosting;

/// <summary>When each file of the pool was validated here, for listings and for the subnet's delivery times. As large as the pool.</summary>
internal sealed class ArrivalLog(IPool<FileArtifact> pool, TimeProvider time) : BackgroundService
{
    private readonly ConcurrentDictionary<ArtifactId, DateTimeOffset> _arrivals = new();

    public DateTimeOffset? ArrivalOf(ArtifactId id) => _arrivals.TryGetValue(id, out var at) ? at : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in pool.Changes(stoppingToken))
        {
            switch (change)
            {
                case PoolChange.Validated added:
                    _arrivals.TryAdd(added.Advert.Id, time.GetUtcNow());
                    break;
                case PoolChange.Removed removed:
                    _arrivals.TryRemove(removed.Advert.Id, out _);
                    break;
            }
        }
    }
}
