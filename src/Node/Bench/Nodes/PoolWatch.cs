using Tidings.Blocks.Artifacts;
using Tidings.Node.Bench.Load;
using Tidings.Node.Files;
using Tidings.Pipelines.Publishing;

namespace Tidings.Node.Bench.Nodes;

/// <summary>Tells what one node's pool gains, as a subscriber of the upper layer sees it: an artifact that is in the validated section is delivered.</summary>
/// <param name="node">The node's number.</param>
/// <param name="pool">Its pool.</param>
/// <param name="sink">Is told the numbers.</param>
/// <param name="seen">Is told the numbers with their ids after that; what it waits for, the next one waits for.</param>
internal sealed class PoolWatch(int node, IPool<FileArtifact> pool, IDeliverySink sink, Func<long, ArtifactId, ValueTask>? seen = null)
{
    /// <summary>Watches until the node stops or the token ends it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await foreach (var change in pool.Changes(cancellationToken))
            {
                await TakeAsync(change);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The subject is being disposed of.
        }
    }

    private async ValueTask TakeAsync(PoolChange change)
    {
        if (change is PoolChange.Validated validated)
        {
            await TellAsync(validated.Advert.Id);
        }
        else if (change is PoolChange.Started started)
        {
            await TellAsync(started.Ids);
        }
        else if (change is PoolChange.Lagged)
        {
            await TellAsync(pool.Ids());
        }
    }

    private async ValueTask TellAsync(IReadOnlyList<ArtifactId> ids)
    {
        foreach (var id in ids)
        {
            await TellAsync(id);
        }
    }

    private ValueTask TellAsync(ArtifactId id)
    {
        if (!pool.TryGet(id, out var artifact))
        {
            return default;
        }

        var number = Payloads.NumberOf(artifact.Name);
        sink.Delivered(node, number);
        return seen?.Invoke(number, id) ?? default;
    }
}
