using System.Security.Cryptography;
using Tidings.Node.Files;

namespace Tidings.Node.Subnet;

/// <summary>The main job: publish everything, wait until every node holds it, check every byte.</summary>
internal sealed class SubnetRun(SubnetOptions options, FileInventory inventory, IFleet fleet, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly Published[] _published = [.. inventory.Files.Select((file, i) => new Published(file, i % options.Publishers))];

    /// <summary>Waits until every node has a session with each of its neighbours.</summary>
    /// <exception cref="InvalidOperationException">They have not found each other before the deadline.</exception>
    public async Task ConnectAsync(IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var snapshots = await SnapshotsAsync(cancellationToken);
            progress.Report(new RunProgress(snapshots, 0));
            if (time.GetElapsedTime(start) > options.Deadline)
            {
                var apart = snapshots.Index().Where(s => s.Item.Sessions < s.Item.Neighbours);
                throw new InvalidOperationException(
                    $"the nodes did not connect in time: {string.Join(", ", apart.Select(s => $"node {s.Index} has {s.Item.Sessions} of {s.Item.Neighbours} sessions"))}.");
            }

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
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var publishing = Task.WhenAll(Enumerable.Range(0, options.Publishers).Select(k => PublishShareAsync(k, patience.Token)));
        var after = await WaitAsync(publishing, progress, cancellationToken);
        var elapsed = time.GetElapsedTime(start);
        await patience.CancelAsync();
        await publishing;
        var loopback = LoopbackCounter.Read() - loopbackBefore;

        var nodes = new List<NodeResult>();
        for (var i = 0; i < fleet.Nodes.Count; i++)
        {
            nodes.Add(await VerifyAsync(i, before[i], after[i]));
        }

        return new RunResult(options, inventory, nodes, _published, elapsed, loopback);
    }

    private async Task PublishShareAsync(int publisher, CancellationToken cancellationToken)
    {
        for (var i = publisher; i < inventory.Files.Count; i += options.Publishers)
        {
            var file = inventory.Files[i];
            var published = _published[i];
            try
            {
                await using (var stream = File.OpenRead(file.Path))
                {
                    published.Hash = await SHA256.HashDataAsync(stream, cancellationToken);
                }

                published.At = time.GetUtcNow();
                published.Id = await fleet.Nodes[publisher].PublishAsync(file, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                published.Error = e.Message;
            }
        }
    }

    private async Task<NodeSnapshot[]> WaitAsync(Task publishing, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var done = publishing.IsCompleted;
            var snapshots = await SnapshotsAsync(cancellationToken);
            var wanted = done ? _published.Count(p => p.Id is not null) : inventory.Files.Count;
            progress.Report(new RunProgress(snapshots, wanted));
            if ((done && snapshots.All(s => s.Files >= wanted)) || time.GetElapsedTime(start) > options.Deadline)
            {
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
            if (hash is null || !held.TryGetValue(published.Id!, out var file))
            {
                missing.Add($"{published.File.Name}: not held");
                continue;
            }

            if (!hash.AsSpan().SequenceEqual(published.Hash) || file.Name != published.File.Name)
            {
                missing.Add($"{published.File.Name}: other bytes");
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
