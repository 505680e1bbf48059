using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tidings.Blocks.Artifacts;
using Tidings.Node.Bench.Load;
using Tidings.Node.Files;
using Tidings.Node.Hosting;
using Tidings.Pipelines.Publishing;
using Tidings.Runtime.Hosting;
using Tidings.Runtime.Peers;

namespace Tidings.Node.Bench.Nodes;

/// <summary>A member that comes late, with nothing in its pool. Disposing stops it; another one may come after it.</summary>
internal sealed class LateNode : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    private readonly IHost _host;
    private readonly int _number;
    private readonly Retirement _retirement;
    private readonly INode _node;
    private readonly IPool<FileArtifact> _pool;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watching;

    private LateNode(IHost host, int number, IDeliverySink sink, Retirement retirement)
    {
        (_host, _number, _retirement) = (host, number, retirement);
        _node = host.Services.GetRequiredService<INode>();
        _pool = host.Services.GetRequiredService<IPool<FileArtifact>>();
        _watching = new PoolWatch(number, _pool, sink).RunAsync(_stopping.Token);
    }

    /// <summary>Bytes of artifacts that it received for each that it kept.</summary>
    public double Copies => Figures is { BytesKept: > 0 } figures ? (double)(figures.BytesKept + figures.DuplicateBytes) / figures.BytesKept : 1;

    private KindFigures Figures => _node.Kinds.Single(kind => kind.Kind == FileKind.Name);

    /// <param name="configuration">Path of its configuration.</param>
    /// <param name="number">Its number among the nodes.</param>
    /// <param name="sink">Is told what its pool gains.</param>
    /// <param name="retirement">Removes from its pool what it removes from the others.</param>
    /// <param name="cancellationToken">Ends it by exception.</param>
    public static async Task<LateNode> StartAsync(string configuration, int number, IDeliverySink sink, Retirement retirement, CancellationToken cancellationToken)
    {
        var host = NodeHost.Build(ConfigurationFile.Load(configuration), LogLevel.Error);
        var late = new LateNode(host, number, sink, retirement);
        retirement.Join(late._pool);
        try
        {
            await host.StartAsync(cancellationToken);
            return late;
        }
        catch
        {
            await late.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until a peer is connected.</summary>
    public async Task ConnectedAsync(CancellationToken cancellationToken)
    {
        while (!_node.Peers.Any(peer => peer.State == PeerState.Connected))
        {
            await Task.Delay(PollInterval, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Waits until its pool holds what another one holds.</summary>
    /// <returns>Artifacts that only one of them holds after all.</returns>
    public async Task<int> DifferenceAsync(IPool<FileArtifact> other, TimeSpan patience, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var left = new HashSet<ArtifactId>(_pool.Ids());
            left.SymmetricExceptWith(other.Ids());
            if (left.Count == 0 || TimeProvider.System.GetElapsedTime(start) > patience)
            {
                return left.Count;
            }

            await Task.Delay(PollInterval, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Why deliveries may be missing, as the end of a sentence.</summary>
    public string Condition()
    {
        var figures = Figures;
        return $"; it holds {figures.Validated} validated and {figures.Unvalidated} unvalidated, {_node.ItemsWaiting} items wait in its graph{Conditions.Of([_node], _watching)}";
    }

    /// <summary>Hashes a hundredth of its pool again.</summary>
    /// <param name="payloads">What was published.</param>
    public Verification Verify(IReadOnlyList<Payloads> payloads) => PoolCheck.Run([_pool], payloads, _number);

    public async ValueTask DisposeAsync()
    {
        await _retirement.LeaveAsync(_pool);
        await _stopping.CancelAsync();
        await _watching;
        await _host.StopAsync();
        _host.Dispose();
        _stopping.Dispose();
    }
}
