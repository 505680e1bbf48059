using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tidings.Node.Bench.Load;
using Tidings.Node.Bench.Nodes;
using Tidings.Node.Files;
using Tidings.Node.Subnet;
using Tidings.Pipelines.Publishing;
using Tidings.Runtime.Hosting;

namespace Tidings.Node.Bench.Processes;

/// <summary>A node of the product in a process of its own, made from the same configuration as one in a common process.</summary>
internal sealed class TidingsChild : IChildNode
{
    private readonly int _number;
    private readonly int _lanes;
    private readonly InProcessFleet _fleet;
    private readonly Payloads _payloads;
    private readonly INode _node;
    private readonly IBroadcaster<FileArtifact> _broadcaster;
    private readonly IPool<FileArtifact> _pool;
    private readonly Retirement _retirement;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watching;

    private TidingsChild(int number, int lanes, InProcessFleet fleet, Payloads payloads, IDeliverySink sink)
    {
        (_number, _lanes, _fleet, _payloads) = (number, lanes, fleet, payloads);
        var services = fleet.Containers[0];
        _node = services.GetRequiredService<INode>();
        _broadcaster = services.GetRequiredService<IBroadcaster<FileArtifact>>();
        _pool = services.GetRequiredService<IPool<FileArtifact>>();
        _retirement = new Retirement([_pool], Retirement.KeptOf([payloads]));
        _watching = new PoolWatch(number, _pool, sink, new OwnRetirement(_retirement, payloads).SeenAsync).RunAsync(_stopping.Token);
    }

    public string Address => "";

    public static async Task<TidingsChild> StartAsync(
        string configuration, int number, int lanes, Payloads payloads, IDeliverySink sink, CancellationToken cancellationToken) =>
        new(number, lanes, await InProcessFleet.StartAsync([configuration], LogLevel.Error, cancellationToken), payloads, sink);

    public async Task<string> ConnectAsync(IReadOnlyList<string> addresses, CancellationToken cancellationToken)
    {
        await Sessions.UpAsync([_node], addresses.Count - 1, _lanes, cancellationToken);
        return "";
    }

    public async ValueTask PublishAsync(long number, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        await _broadcaster.PublishAsync(Payloads.ArtifactOf(number, payload), cancellationToken);

    public ChildState State() => new(Counts.Of([_node]), Conditions.Of([_node], _watching));

    public Verification Verify() => PoolCheck.Run([_pool], [_payloads], _number);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAny(_watching);
        _retirement.Stop();
        await _retirement.Running;
        await _fleet.DisposeAsync();
        _stopping.Dispose();
    }
}
