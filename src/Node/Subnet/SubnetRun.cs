using System.Security.Cryptography;
using Tidings.Node.Files;

namespace Tidings.Node.Subnet;

/// <summary>The main job: publish everything, wait until every node holds it, check every byte.</summary>
internal sealed class SubnetRun(SubnetOptions options, FileInventory inventory, IFleet fleet, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly Published[] _published = new Published[inventory.Files.Count];

    /// <summary>Waits until every node has a session with each of its neighbours.</summary>
    public async Task ConnectAsync(IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            var snapshots = await SnapshotsAsync(cancellationToken);
            progress.Report(new RunProgress(snapshots, 0));
            if (snapshots.All(s => s.Sessions >= s.Neighbours && s.Neighbours > 0))
            {
                return;
            }

            await Task.Delay(PollInterval, time, cancellationToken);
        }
    }

    /// <summary>Publishes, waits and verifies.</summary>
    public async Task<RunResult> BroadcastAsync(IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        var before = await SnapshotsAsync(cancellationToken);
        var loopbackBefore = LoopbackCounter.Read();
        var start = time.GetTimestamp();
        var publishing = Task.WhenAll(Enumerable.Range(0, options.Publishers).Select(k => PublishShareAsync(k, cancellationToken)));
        var after = await WaitAsync(publishing, progress, cancellationToken);
        var elapsed = time.GetElapsedTime(start);
        var loopback = LoopbackCounter.Read() - loopbackBefore;

        var nodes = new List<NodeResult>();
        for (var i = 0; i < fleet.Nodes.Count; i++)
        {
            nodes.Add(await VerifyAsync(i, before[i], after[i]));
        }

        return new RunResult(options, inventory, nodes, _published.OfType<Published>().ToList(), elapsed, loopback);
    }

    private async Task PublishShareAsync(int publisher, CancellationToken cancellationToken)
    {
        for (var i = publisher; i < inventory.Files.Count; i += options.Publishers)
        {
            var file = inventory.Files[i];
            var published = new Published(file, publisher) { At = time.GetUtcNow() };
            try
            {
                await using (var stream = File.OpenRead(file.Path))
                {
                    published.Hash = await SHA256.HashDataAsync(stream, cancellationToken);
                }

                published.At = time.GetUtcNow();
                published.Id = await fleet.Nodes[publisher].PublishAsync(file, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                published.Error = e.Message;
            }

            _published[i] = published;
        }
    }

    private async Task<NodeSnapshot[]> WaitAsync(Task publishing, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        var deadline = time.GetTimestamp();
        while (true)
        {
            var done = publishing.IsCompleted;
            var snapshots = await SnapshotsAsync(cancellationToken);
            var wanted = done ? _published.Count(p => p.Id is not null) : inventory.Files.Count;
            progress.Report(new RunProgress(snapshots, wanted));
            if ((done && snapshots.All(s => s.Files >= wanted)) || time.GetElapsedTime(deadline) > options.Deadline)
            {
                await publishing.WaitAsync(cancellationToken);
                return snapshots;
            }

            await Task.Delay(PollInterval, time, cancellationToken);
        }
    }

    private Task<NodeSnapshot[]> SnapshotsAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(fleet.Nodes.Select(node => node.SnapshotAsync(cancellationToken)));

    private async Task<NodeResult> VerifyAsync(int index, NodeSnapshot before, NodeSnapshot after)
    {
        var node = fleet.Nodes[index];
        var held = (await node.FilesAsync(CancellationToken.None)).ToDictionary(file => file.Id, StringComparer.Ordinal);
        var missing = new List<string>();
        var latencies = new List<double>();
        long bytes = 0;
        long delivered = 0;
        long encoded = 0;
        foreach (var published in _published.Where(p => p.Id is not null))
        {
            var hash = await node.HashAsync(published.Id!, CancellationToken.None);
            if (hash is null || !hash.AsSpan().SequenceEqual(published.Hash) || !held.TryGetValue(published.Id!, out var file) || file.Name != published.File.Name)
            {
                missing.Add($"{published.File.Name}: {(hash is null ? "not held" : "other bytes")}");
                continue;
            }

            bytes += file.Size;
            if (published.Publisher != index)
            {
                delivered += file.Size;
                encoded += file.Size + FileCodec.Header(file.Name).Length;
                latencies.Add((file.ValidatedAt!.Value - published.At).TotalMilliseconds);
            }
        }

        return new NodeResult(index, before, after, held.Count, bytes, delivered, encoded, missing, latencies);
    }
}
