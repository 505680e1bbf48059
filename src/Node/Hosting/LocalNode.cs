using System.Security.Cryptography;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;
using Tidings.Node.Files;
using Tidings.Node.Subnet;
using Tidings.Pipelines.Publishing;
using Tidings.Runtime.Hosting;
using Tidings.Runtime.Peers;

namespace Tidings.Node.Hosting;

/// <summary>The node of this process, as the subnet runner and the HTTP endpoint see it.</summary>
internal sealed class LocalNode(IBroadcaster<FileArtifact> broadcaster, IPool<FileArtifact> pool, INode node, FilePool files) : IFleetNode
{
    public async Task<string> PublishAsync(SourceFile file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file.Path);
        return await PublishAsync(file.Name, stream, stream.Length, cancellationToken);
    }

    public async Task<string> PublishAsync(string name, Stream body, long size, CancellationToken cancellationToken)
    {
        var receipt = await broadcaster.PublishFileAsync(name, body, size, cancellationToken);
        return receipt.Id.ToString();
    }

    public Task<NodeSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        var downloads = node.Kinds.Single(kind => kind.Kind == FileKind.Name);
        var peers = node.Peers;
        return Task.FromResult(new NodeSnapshot(
            node.Id.ToString(),
            pool.Count,
            peers.Count(peer => peer.State == PeerState.Connected),
            peers.Count,
            node.ItemsWaiting,
            downloads.BytesKept + downloads.DuplicateBytes,
            downloads.DuplicateBytes,
            downloads.DownloadsFromOthers,
            peers.Sum(peer => peer.BytesSent),
            ProcessUse.CpuSeconds(),
            ProcessUse.PeakRssBytes()));
    }

    public Task<IReadOnlyList<PoolFile>> FilesAsync(CancellationToken cancellationToken)
    {
        var listed = new List<PoolFile>();
        foreach (var id in pool.Ids())
        {
            using var lease = pool.Open(id);
            if (lease is not null)
            {
                listed.Add(new PoolFile(id.ToString(), lease.Artifact.Name, lease.Artifact.Body.Length, files.ValidatedAt(id)));
            }
        }

        return Task.FromResult<IReadOnlyList<PoolFile>>(listed);
    }

    public Task<byte[]?> HashAsync(string id, CancellationToken cancellationToken)
    {
        using var lease = Open(id);
        if (lease is null)
        {
            return Task.FromResult<byte[]?>(null);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var segment in lease.Artifact.Body)
        {
            hash.AppendData(segment.Span);
        }

        return Task.FromResult<byte[]?>(hash.GetHashAndReset());
    }

    public ArtifactLease<FileArtifact>? Open(string id) => ArtifactId.TryParse(id, out var parsed) ? pool.Open(parsed) : null;
}
