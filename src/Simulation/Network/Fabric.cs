using System.Globalization;
using Tidings.Runtime.Transport;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Network;

/// <summary>The network: its machines, and a link for each direction between two of them.</summary>
internal sealed class Fabric
{
    /// <summary>Where every node listens.</summary>
    public const int Port = 4100;

    /// <summary>After how long an opening without an answer is sent again; doubles, as on Linux.</summary>
    private static readonly TimeSpan DialAgainAfter = TimeSpan.FromSeconds(1);

    private const int FirstDialPort = 49152;

    private readonly World _world;
    private readonly SimulationOptions _options;
    private readonly FaultCounter _faults;
    private readonly SimulatedHost _network;
    private readonly Dictionary<(int From, int To), SimulatedLink> _links = [];
    private readonly Machine[] _machines;
    private int _nextPort = FirstDialPort;

    public Fabric(World world, int nodes, SimulationOptions options, FaultCounter faults)
    {
        _world = world;
        _options = options;
        _faults = faults;
        _network = world.CreateHost(-1, "network");
        _machines = [.. Enumerable.Range(0, nodes).Select(node => new Machine(world, faults, node, options.Tls))];
    }

    /// <summary>Told of every dial: from which node to which.</summary>
    public Action<int, int>? Dialled { get; set; }

    /// <summary>The links that were used or asked for so far, in the order of their machines.</summary>
    public IEnumerable<SimulatedLink> Links => _links.Values.OrderBy(static link => (link.From, link.To));

    /// <summary>Streams that a node's process has not closed.</summary>
    public int OpenStreamsOf(int node) => _machines[node].OpenStreams;

    public static NodeAddress AddressOf(int node) => new($"node{node}", Port);

    public Machine MachineOf(int node) => _machines[node];

    public SimulatedLink LinkOf(int from, int to)
    {
        if (!_links.TryGetValue((from, to), out var link))
        {
            _links.Add((from, to), link = new SimulatedLink(_world, _faults, from, to, _options.Link, _options.Tls));
        }

        return link;
    }

    /// <summary>A machine has power again.</summary>
    public void TurnOn(int node) => _machines[node].TurnOn(Links.Where(link => link.To == node));

    public SimulatedListener Listen(SimulatedHost host, int port)
    {
        if (port != Port)
        {
            throw new IOException($"In a simulation a node listens on port {Port}.");
        }

        var machine = _machines[host.Index];
        if (machine.Listener is not null)
        {
            throw new IOException($"Cannot listen on {AddressOf(host.Index)}: the address is taken.");
        }

        return machine.Listener = new SimulatedListener(AddressOf(host.Index), host, gone => machine.Listener = machine.Listener == gone ? null : machine.Listener);
    }

    /// <summary>Takes a round trip, and while no answer comes another attempt.</summary>
    public async ValueTask<IDuplexConnection> ConnectAsync(SimulatedHost host, NodeAddress address, CancellationToken cancellationToken)
    {
        var there = int.Parse(address.Host.AsSpan("node".Length), CultureInfo.InvariantCulture);
        var (to, way, back) = (_machines[there], LinkOf(host.Index, there), LinkOf(there, host.Index));
        way.Dials++;
        Dialled?.Invoke(host.Index, there);
        for (var again = DialAgainAfter; ; again *= 2)
        {
            if (await PassesAsync(way, to, host, cancellationToken))
            {
                var isRefused = to.Listener is null;
                if (to.Listener?.IsFull != true && await PassesAsync(back, _machines[host.Index], host, cancellationToken))
                {
                    return isRefused ? throw new IOException($"{address} cannot be reached: nobody listens there.") : Open(host, to, way, back);
                }
            }

            await Waiting.DelayAsync(host.Clock, again, cancellationToken);
        }
    }

    private static async ValueTask<bool> PassesAsync(SimulatedLink way, Machine to, SimulatedHost host, CancellationToken cancellationToken)
    {
        if (way.Loses())
        {
            return false;
        }

        await Waiting.DelayAsync(host.Clock, way.Latency(), cancellationToken);
        if (way.IsBlocked)
        {
            way.Bite();
        }

        return !way.IsBlocked && !to.IsOff;
    }

    private StreamEnd Open(SimulatedHost host, Machine to, SimulatedLink way, SimulatedLink back)
    {
        _nextPort = _nextPort == ushort.MaxValue ? FirstDialPort : _nextPort + 1;
        var from = _machines[host.Index];
        var dialler = new StreamEnd(host, from, AddressOf(to.Node)) { IsOpen = true };
        var listener = new StreamEnd(to.Listener?.Host ?? host, to, new NodeAddress($"node{host.Index}", _nextPort));
        var (outward, inward) = (new Pipe(_world, _network, way, dialler, listener), new Pipe(_world, _network, back, listener, dialler));
        Pipe.Join(outward, inward);
        StreamEnd.Join(dialler, listener, outward, inward);
        outward.SendOpen();
        way.Opened(outward);
        back.Opened(inward);
        return dialler;
    }
}
