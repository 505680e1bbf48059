using System.Buffers;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Pipelines.Composition;
using Tidings.Pipelines.Publishing;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Nodes;

/// <summary>What an upper layer with a disk has stored of one kind when its process ends: the bytes of the validated section, each with its id.</summary>
internal abstract class StoredPool
{
    /// <summary>Of every kind of a node.</summary>
    public static IReadOnlyList<StoredPool> Of(IServiceProvider services) =>
        [.. services.GetRequiredService<NodeSetup>().Kinds.Select(kind => (StoredPool)Activator.CreateInstance(typeof(StoredPool<>).MakeGenericType(kind.Artifact), kind.Name, services)!)];

    /// <summary>Artifacts that it holds.</summary>
    public abstract int Count { get; }

    /// <summary>Damages one of them as a write that did not come to its end does.</summary>
    public abstract void Tear(int entry, RandomStream random);

    /// <summary>Publishes those whose bytes hash to their ids.</summary>
    public abstract Task PublishAsync(IServiceProvider services);
}

/// <summary>See <see cref="StoredPool"/>.</summary>
internal sealed class StoredPool<T> : StoredPool
    where T : IArtifact<T>
{
    private readonly string _kind;
    private readonly List<(ArtifactId Id, byte[] Bytes)> _entries = [];

    public StoredPool(string kind, IServiceProvider services)
    {
        _kind = kind;
        var pool = services.GetRequiredService<IPool<T>>();
        foreach (var id in pool.Ids())
        {
            using var lease = pool.Open(id);
            if (lease is not null)
            {
                _entries.Add((id, lease.Content.AsSequence().ToArray()));
            }
        }
    }

    public override int Count => _entries.Count;

    public override void Tear(int entry, RandomStream random)
    {
        var (id, bytes) = _entries[entry];
        var intact = random.Below(bytes.Length);
        byte[] cut = bytes[..intact];
        byte[] torn = random.Chance(0.5) ? cut : [.. cut, .. bytes[intact..].Select(static value => (byte)~value)];
        _entries[entry] = (id, bytes.Length == 0 ? [0] : torn);
    }

    public override async Task PublishAsync(IServiceProvider services)
    {
        var broadcaster = services.GetRequiredService<IBroadcaster<T>>();
        var chunkSize = services.GetRequiredService<NodeSetup>().Options.Kinds[_kind].ChunkSize;
        foreach (var (id, bytes) in _entries)
        {
            if (id == IdOf(bytes, chunkSize))
            {
                try
                {
                    await broadcaster.PublishEncodedAsync(new MemoryStream(bytes, writable: false), bytes.Length);
                }
                catch (PublishException)
                {
                    // The peers were quicker and filled the pool, or the node stops again: what is missing comes as it comes to everybody.
                }
            }
        }
    }

    private ArtifactId IdOf(byte[] bytes, int chunkSize)
    {
        var leaves = Enumerable.Range(0, ArtifactIdentity.ChunkCount(bytes.Length, chunkSize))
            .Select(index => Merkle.Leaf(bytes.AsSpan(index * chunkSize, ArtifactIdentity.ChunkLength(bytes.Length, chunkSize, index))));
        return ArtifactIdentity.Compute(_kind, bytes.Length, chunkSize, new MerkleTree([.. leaves]).Root);
    }
}
