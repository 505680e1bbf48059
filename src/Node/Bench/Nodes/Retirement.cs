using System.Threading.Channels;
using Tidings.Blocks.Artifacts;
using Tidings.Node.Bench.Load;
using Tidings.Node.Files;
using Tidings.Pipelines.Publishing;

namespace Tidings.Node.Bench.Nodes;

/// <summary>
/// Keeps the last finished artifacts in the pools and removes older ones at every node, so that a run of any length has pools of one size. The removals are
/// part of what is measured; a publisher waits when they fall behind. Thread-safe.
/// </summary>
internal sealed class Retirement
{
    // A batch is told to the subscribers of each pool, whose buffers must hold it beside what arrives.
    private const int BatchMax = 512;

    private readonly Lock _gate = new();
    private readonly List<IPool<FileArtifact>> _pools;
    private readonly Channel<ArtifactId> _finished;
    private readonly int _keep;
    private Task _removing = Task.CompletedTask;
    private readonly int _batch;

    public Retirement(IReadOnlyList<IPool<FileArtifact>> pools, int keep)
    {
        _pools = [.. pools];
        _keep = keep;
        _batch = BatchOf(keep);
        _finished = Channel.CreateBounded<ArtifactId>(new BoundedChannelOptions(_batch) { SingleReader = true });
        Running = RunAsync();
    }

    /// <summary>Ends after <see cref="Stop"/>.</summary>
    public Task Running { get; }

    /// <summary>Finished artifacts that a pool may hold at a time, for its limits.</summary>
    public static int HeldMax(int keep) => keep + (2 * BatchOf(keep));

    /// <summary>How many finished artifacts of a size are kept: 64 MiB of them, but twice the window at least and 8192 at most.</summary>
    public static int KeptOf(int size, int window) => Math.Min(Math.Max((64 << 20) / size, 2 * window), 8192);

    /// <summary>How many are kept of several sets in the same pools.</summary>
    public static int KeptOf(IReadOnlyList<Payloads> payloads) => KeptOf(payloads.Max(set => set.Size), payloads.Sum(set => set.Places));

    /// <summary>An artifact that every node has.</summary>
    /// <exception cref="ChannelClosedException">A removal failed; the inner exception says why.</exception>
    public ValueTask AddAsync(ArtifactId id, CancellationToken cancellationToken) => _finished.Writer.WriteAsync(id, cancellationToken);

    /// <summary>What leaves the others leaves this pool too from now on, or never comes.</summary>
    public void Join(IPool<FileArtifact> pool)
    {
        lock (_gate)
        {
            _pools.Add(pool);
        }
    }

    /// <summary>Nothing is removed from this pool any more, so that its node may stop.</summary>
    public async Task LeaveAsync(IPool<FileArtifact> pool)
    {
        Task removing;
        lock (_gate)
        {
            _pools.Remove(pool);
            removing = _removing;
        }

        await Task.WhenAny(removing);
    }

    /// <summary>No more are added; the last ones are kept.</summary>
    public void Stop() => _finished.Writer.TryComplete();

    private static int BatchOf(int keep) => Math.Clamp(keep / 4, 1, BatchMax);

    private async Task RunAsync()
    {
        await Task.Yield();
        var kept = new Queue<ArtifactId>(HeldMax(_keep));
        try
        {
            await foreach (var id in _finished.Reader.ReadAllAsync())
            {
                kept.Enqueue(id);
                if (kept.Count == _keep + _batch)
                {
                    var oldest = Enumerable.Range(0, _batch).Select(_ => kept.Dequeue()).ToArray();
                    await RemoveAsync(oldest);
                }
            }
        }
        catch (Exception e)
        {
            _finished.Writer.TryComplete(e);
        }
    }

    private Task RemoveAsync(ArtifactId[] oldest)
    {
        lock (_gate)
        {
            return _removing = Task.WhenAll(_pools.Select(pool => pool.RemoveAsync(oldest)));
        }
    }
}
