using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tidings.Blocks.Artifacts;
using Tidings.Node.Bench.Load;
using Tidings.Node.Files;
using Tidings.Node.Subnet;
using Tidings.Pipelines.Graph;
using Tidings.Pipelines.Publishing;
using Tidings.Runtime.Hosting;

namespace Tidings.Node.Bench.Nodes;

/// <summary>
/// The product: the nodes of <c>tidings subnet</c>, started as that command starts them and used as the upper layer uses them. Finished artifacts stay in the
/// pools until <see cref="Retirement"/> removes them.
/// </summary>
internal sealed class TidingsSubject : IBroadcastSubject
{
    private readonly SubnetWorkspace _workspace;
    private readonly InProcessFleet _fleet;
    private readonly IReadOnlyList<Payloads> _payloads;
    private readonly INode[] _nodes;
    private readonly IBroadcaster<FileArtifact>[] _broadcasters;
    private readonly IPool<FileArtifact>[] _pools;
    private readonly ArtifactId?[][] _last;
    private readonly Retirement _retirement;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watching;
    private int _joined;

    private TidingsSubject(SubnetWorkspace workspace, InProcessFleet fleet, IReadOnlyList<Payloads> payloads, IDeliverySink sink)
    {
        (_workspace, _fleet, _payloads) = (workspace, fleet, payloads);
        _nodes = [.. fleet.Containers.Select(container => container.GetRequiredService<INode>())];
        _broadcasters = [.. fleet.Containers.Select(container => container.GetRequiredService<IBroadcaster<FileArtifact>>())];
        _pools = [.. fleet.Containers.Select(container => container.GetRequiredService<IPool<FileArtifact>>())];
        _last = [.. payloads.Select(set => new ArtifactId?[set.Places])];
        _retirement = new Retirement(_pools, Retirement.KeptOf(payloads));
        _watching = Task.WhenAll(_pools.Select((pool, node) => new PoolWatch(node, pool, sink).RunAsync(_stopping.Token)));
    }

    public string Name => Subjects.Tidings;

    /// <summary>The graph that each node runs.</summary>
    public GraphDescription Graph => _nodes[0].Graph;

    /// <summary>The pools, by node.</summary>
    public IReadOnlyList<IPool<FileArtifact>> Pools => _pools;

    /// <summary>Starts a full mesh of nodes and waits until every lane of every pair is up.</summary>
    /// <param name="nodes">How many.</param>
    /// <param name="lanes">TLS connections per pair.</param>
    /// <param name="payloads">What will be published: the sets of payloads, by their numbers.</param>
    /// <param name="sink">Is told of deliveries.</param>
    /// <param name="cancellationToken">Ends it by exception.</param>
    /// <param name="lateNodes">Members beside these, which are not started yet.</param>
    /// <exception cref="BenchException">They were not in time.</exception>
    public static async Task<TidingsSubject> StartAsync(
        int nodes, int lanes, IReadOnlyList<Payloads> payloads, IDeliverySink sink, CancellationToken cancellationToken, int lateNodes = 0)
    {
        var workspace = SubnetWorkspace.Create(PoolShape.Of(nodes + lateNodes, lanes, payloads));
        InProcessFleet? fleet = null;
        try
        {
            fleet = await InProcessFleet.StartAsync(workspace.Configurations.Take(nodes), LogLevel.Error, cancellationToken);
            var subject = new TidingsSubject(workspace, fleet, payloads, sink);
            await Sessions.UpAsync(subject._nodes, nodes - 1, lanes, cancellationToken);
            return subject;
        }
        catch
        {
            if (fleet is not null)
            {
                await fleet.DisposeAsync();
            }

            workspace.Dispose();
            throw;
        }
    }

    public async ValueTask PublishAsync(int node, long number, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var set = Payloads.SetOf(number);
        var place = _payloads[set].PlaceOf(number);
        if (_payloads[set].Staying == 0 && _last[set][place] is { } finished)
        {
            await RetireAsync(finished, cancellationToken);
        }

        var receipt = await _broadcasters[node].PublishAsync(Payloads.ArtifactOf(number, payload), cancellationToken);
        _last[set][place] = receipt.Id;
    }

    public ValueTask<SubjectCounters> CountersAsync(CancellationToken cancellationToken) => new(Counts.Of(_nodes));

    public string Condition() => Conditions.Of(_nodes, _watching);

    /// <summary>Starts the next member of those that were not started with the others, in turn. What leaves the pools leaves its pool too.</summary>
    /// <param name="sink">Is told what its pool gains.</param>
    /// <param name="cancellationToken">Ends it by exception.</param>
    public Task<LateNode> JoinAsync(IDeliverySink sink, CancellationToken cancellationToken)
    {
        var number = _nodes.Length + ((Interlocked.Increment(ref _joined) - 1) % (_workspace.Configurations.Count - _nodes.Length));
        return LateNode.StartAsync(_workspace.Configurations[number], number, sink, _retirement, cancellationToken);
    }

    public ValueTask<Verification> VerifyAsync(CancellationToken cancellationToken) => new(PoolCheck.Run(_pools, _payloads));

    public async ValueTask DisposeAsync()
    {
        _retirement.Stop();
        await _retirement.Running;
        await _stopping.CancelAsync();
        await _watching;
        await _fleet.DisposeAsync();
        _workspace.Dispose();
        _stopping.Dispose();
    }

    private async ValueTask RetireAsync(ArtifactId finished, CancellationToken cancellationToken)
    {
        try
        {
            await _retirement.AddAsync(finished, cancellationToken);
        }
        catch (ChannelClosedException e)
        {
            throw new BenchException($"{Name}: finished artifacts could not be removed: {e.InnerException?.Message}");
        }
    }
}
