using Microsoft.Extensions.Logging;
using Tidings.Blocks.Peers;
using Tidings.Pipelines.Graph;
using Tidings.Pipelines.Publishing;
using Tidings.Runtime.Peers;
using Tidings.Runtime.Peers.Lanes;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Hosting;

/// <summary>
/// One node: starts in stages (graph, listener, members and dials), stops in reverse within a bound (no more sockets, no more frames, drain, send what is
/// owed, goodbye), and says what it gave up. Started and stopped once.
/// </summary>
internal sealed partial class TidingsNode(NodeParts parts) : INode
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _logger = parts.LoggerFactory.CreateLogger<TidingsNode>();
    private volatile RunningGraph? _graph;
    private volatile PeerManager? _manager;
    private volatile ITransportListener? _listener;

    public NodeId Id => parts.Self;

    public NodeAddress? Address => _listener?.LocalAddress;

    public IReadOnlyList<PeerInfo> Peers => parts.Basis.Directory.Peers;

    public GraphDescription Graph => parts.Graph;

    public Task Started => _started.Task;

    public IReadOnlyList<KindFigures> Kinds => parts.Figures();

    public long ItemsWaiting => parts.ItemsWaiting();

    public MembershipInfo Membership
    {
        get
        {
            var view = parts.Basis.Membership;
            var list = view.Current;
            return new MembershipInfo(list?.Version, list?.Hash.ToString() ?? string.Empty, list?.Members.Length ?? 0, view.Overlap?.Version);
        }
    }

    public NodeHealth Health => HealthRules.Judge(
        _listener is not null, _graph?.Faults ?? [], _manager?.Fault, Peers.Count, parts.Basis.Directory.Connected, parts.Ledger.Snapshot().Accounts);

    /// <exception cref="IOException">The address cannot be listened on; nothing is left running.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            _graph = parts.StartGraph();
            var listener = await parts.Transport.ListenAsync(NodeAddress.Parse(parts.Options.Listen), cancellationToken);
            _listener = listener;
            _manager = Manager(_graph);
            _manager.Accept(listener);
            _manager.Follow(parts.Membership);
            LogStarted(Id, listener.LocalAddress, parts.Options.Subnet);
            _started.TrySetResult();
        }
        catch (Exception e)
        {
            _started.TrySetException(e);
            await (_listener?.DisposeAsync() ?? ValueTask.CompletedTask);
            _listener = null;
            await (_graph?.StopAsync(TimeSpan.Zero) ?? Task.CompletedTask);
            throw;
        }
    }

    /// <param name="cancellationToken">Ends the drain early; what is left is given up.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_manager is not { } manager || _listener is not { } listener || _graph is not { } graph)
        {
            return;
        }

        var clock = parts.Basis.Clock;
        var end = clock.Now + parts.Options.Sessions.DrainTimeout;
        manager.StopAccepting();
        await listener.DisposeAsync();
        await EndsWithinAsync(manager.StopReceivingAsync(), Left(end) + Lane.FarewellPatience);
        var report = await graph.StopAsync(cancellationToken.IsCancellationRequested ? TimeSpan.Zero : Left(end));
        var patience = cancellationToken.IsCancellationRequested ? TimeSpan.Zero : Left(end);
        var closed = manager.CloseAsync(patience);
        _listener = null;
        if (!await EndsWithinAsync(closed, patience + (2 * Lane.FarewellPatience)))
        {
            LogStuck(Id);
            return;
        }

        await manager.DisposeAsync();
        Report(report, await closed);

        TimeSpan Left(TimeSpan until) => until > clock.Now ? until - clock.Now : TimeSpan.Zero;
    }

    // Code of users runs below a node. What does not end when it is told to must not keep the host from stopping.
    private async Task<bool> EndsWithinAsync(Task work, TimeSpan bound)
    {
        using var ended = new CancellationTokenSource();
        var first = await Task.WhenAny(work, Task.Delay(bound, parts.Basis.Clock.Provider, ended.Token));
        ended.Cancel();
        return first == work;
    }

    private PeerManager Manager(RunningGraph graph) => new PeerManagerSettings
    {
        Basis = parts.Basis,
        Options = parts.Options.Sessions,
        Handshakes = parts.Options.Handshake,
        Transport = parts.Transport,
        Security = parts.Security,
        Topology = parts.Topology,
        Subnet = parts.Options.Subnet,
        Incarnation = parts.Incarnation,
        Kinds = parts.Kinds,
        Codec = parts.Codec,
        Buffers = parts.Ledger,
        ForgetMemory = parts.Ledger.Forget,
        Graph = parts.OpenPort(graph),
        Meter = parts.Meter,
        Scheduler = parts.Scheduler,
        Seed = parts.Seed,
        LoggerFactory = parts.LoggerFactory,
    }.Build();

    private void Report(DrainReport report, long unsent)
    {
        if (report.IsComplete && unsent == 0)
        {
            LogStopped(Id);
        }
        else
        {
            LogAbandoned(Id, report.Abandoned.Sum(static edge => edge.Items), report.Unfinished.Count, unsent);
        }
    }
}
