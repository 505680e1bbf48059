using System.Buffers;
using System.Globalization;
using Tidings.Runtime.Transport;
using Tidings.Simulation.Kernel;
using Tidings.Simulation.Network;

namespace Tidings.Simulation.Baselines;

/// <summary>A node that runs a router: streams in and out, and its timer. The shell of <see cref="IRouter"/>, as a block is one of a core.</summary>
internal sealed class BaselineNode
{
    private readonly World _world;
    private readonly SimulatedTransport _transport;
    private readonly SimulatedHost _host;
    private readonly IRouter _router;
    private readonly BaselineMeter _meter;
    private readonly SortedDictionary<int, NeighbourLink> _links = [];
    private readonly List<Task> _loops = [];
    private readonly ITimer _timer;

    public BaselineNode(World world, Fabric fabric, int index, IRouter router, BaselineMeter meter)
    {
        _world = world;
        _host = world.CreateHost(index, $"node {index}");
        _transport = new SimulatedTransport(fabric, _host);
        _router = router;
        _meter = meter;
        Index = index;
        _timer = _host.Clock.CreateTimer(_ => Handle(new RouterWake()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Index { get; }

    /// <summary>Neighbours with a stream.</summary>
    public int Connected => _links.Count;

    /// <summary>What ended a loop, when something did.</summary>
    public Exception? Failure => _loops.FirstOrDefault(static loop => loop.IsFaulted)?.Exception?.GetBaseException();

    /// <summary>Listens, and dials these.</summary>
    public void Start(IEnumerable<int> dialled)
    {
        _loops.Add(_host.Start(AcceptAsync));
        foreach (var peer in dialled)
        {
            _loops.Add(_host.Start(() => DialAsync(peer)));
        }

        _loops.Add(_host.Start(() => { Arm(); return Task.CompletedTask; }));
    }

    /// <summary>Publishes at its time.</summary>
    public void Plan(TimeSpan at, PublishedMessage message) => _loops.Add(_host.Start(async () =>
    {
        await Task.Delay(at - _world.Clock.Now, _host.Clock);
        _meter.Published(message);
        Handle(new OwnMessage(message));
    }));

    private async Task AcceptAsync()
    {
        await using var listener = await _transport.ListenAsync(Fabric.AddressOf(Index), CancellationToken.None);
        while (await listener.AcceptAsync(CancellationToken.None) is { } connection)
        {
            Join(int.Parse(connection.RemoteAddress.Host.AsSpan("node".Length), CultureInfo.InvariantCulture), connection, isOutbound: false);
        }
    }

    private async Task DialAsync(int peer) => Join(peer, await _transport.ConnectAsync(Fabric.AddressOf(peer), CancellationToken.None), isOutbound: true);

    private void Join(int peer, IDuplexConnection connection, bool isOutbound)
    {
        var link = new NeighbourLink(connection);
        _links.Add(peer, link);
        _loops.Add(_host.Start(link.WriteAsync));
        _loops.Add(_host.Start(() => link.ReadAsync(rpc => Receive(peer, rpc))));
        Handle(new NeighbourJoined(peer, isOutbound));
    }

    private void Receive(int peer, Rpc rpc)
    {
        _meter.Received(Index, rpc);
        Handle(new RpcReceived(peer, rpc));
    }

    private void Handle(RouterInput input)
    {
        var effects = _router.Handle(input, _world.Clock.Now);
        foreach (var message in effects.Delivered)
        {
            _meter.Delivered(Index, message.Id);
        }

        var (encoded, frames) = ((Rpc?)null, ReadOnlyMemory<byte>.Empty);
        foreach (var (peer, rpc) in effects.Sent)
        {
            if (!ReferenceEquals(rpc, encoded))
            {
                (encoded, frames) = (rpc, Encode(rpc));
            }

            _meter.Sent(_links[peer].TrySend(frames));
        }

        Arm();
    }

    private void Arm()
    {
        if (_router.NextWake is { } wake)
        {
            var due = wake - _world.Clock.Now;
            _timer.Change(due > TimeSpan.Zero ? due : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private static ReadOnlyMemory<byte> Encode(Rpc rpc)
    {
        var content = new ArrayBufferWriter<byte>();
        RpcWriter.Write(rpc, content);
        var frames = new ArrayBufferWriter<byte>(content.WrittenCount + Multiplexer.Overhead * (1 + content.WrittenCount / Multiplexer.BodyMax) + 16);
        Multiplexer.Write(content.WrittenSpan, frames);
        return frames.WrittenMemory;
    }
}
