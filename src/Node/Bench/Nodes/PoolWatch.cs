using Tidings.Blocks.Artifacts;
using Tidings.Node.Bench.Load;
using Tidings.Node.Files;
using Tidings.Pipelines.Publishing;

namespace Tidings.Node.Bench.Nodes;

/// <summary>Tells what one node's pool gains, as a subscriber of the upper layer sees it: an artifact that is in the validated section is delivered.</summary>
internal sealed class PoolWatch(int node, IPool<FileArtifact> pool, IDeliverySink sink)
{
    /// <summary>Watches until the node stops or the token ends it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await foreach (var change in pool.Changes(cancellationToken))
            {
                Take(change);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The subject is being disposed of.
        }
    }

    private void Take(PoolChange change)
    {
        if (change is PoolChange.Validated validated)
        {
            Tell(validated.Advert.Id);
        }
        else if (change is PoolChange.Started started)
        {
            Tell(started.Ids);
        }
        else if (change is PoolChange.Lagged)
        {
            Tell(pool.Ids());
        }
    }

    private void Tell(IReadOnlyList<ArtifactId> ids)
    {
        foreach (var id in ids)
        {
            Tell(id);
        }
    }

    private void Tell(ArtifactId id)
    {
        if (pool.TryGet(id, out var artifact))
        {
            sink.Delivered(node, Payloads.NumberOf(artifact.Name));
        }
    }
}
