using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Simulation.Checks.Records;

namespace Tidings.Simulation.Checks.Invariants;

/// <summary>The bytes of everything in a pool hash to its id: when it comes, and once more at rest and at the end, because what is served later are these bytes.</summary>
internal sealed class Integrity : IInvariant
{
    /// <summary>What is larger is hashed at rest only: the download has just hashed it chunk by chunk.</summary>
    private const long HashedOnEntryMax = 16 << 10;

    public string Name => "integrity";

    Occasion IInvariant.Occasion => Occasion.News;

    public string? AfterStep(SimulatedNode node) =>
        node.Record.Kinds.Select(OfNews).FirstOrDefault(static broken => broken is not null);

    public string? AtRest(SimulatedNetwork network) => OfPools(network);

    public string? AtEnd(SimulatedNetwork network) => OfPools(network);

    private static string? OfNews(KindRecord kind)
    {
        foreach (var (id, content) in kind.Candidates)
        {
            if (content.Size <= HashedOnEntryMax && IdOf(kind, content) != id)
            {
                return $"The bytes that were downloaded for {id} of the kind {kind.Kind} hash to {IdOf(kind, content)}.";
            }
        }

        return null;
    }

    private static string? OfPools(SimulatedNetwork network)
    {
        foreach (var node in network.Nodes.Where(static node => node.IsHonest && node.Starts > 0))
        {
            foreach (var kind in node.Record.Kinds)
            {
                if (kind.Pool.Ids().FirstOrDefault(id => !IsTrue(kind, id)) is { } wrong && wrong != default)
                {
                    return $"Node {node.Index} holds bytes as {wrong} of the kind {kind.Kind} that do not hash to it.";
                }
            }
        }

        return null;
    }

    private static bool IsTrue(KindRecord kind, ArtifactId id)
    {
        if (!kind.Pool.TryGetContent(id, out var content))
        {
            return true;
        }

        try
        {
            return IdOf(kind, content) == id;
        }
        finally
        {
            content.Release();
        }
    }

    private static ArtifactId IdOf(KindRecord kind, ArtifactContent content)
    {
        var tree = new MerkleTree([.. Enumerable.Range(0, content.ChunkCount).Select(index => Merkle.Leaf(content.Chunk(index).Span))]);
        return ArtifactIdentity.Compute(kind.Kind, content.Size, content.ChunkSize, tree.Root);
    }
}
