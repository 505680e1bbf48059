using Tidings.Runtime.Transport;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Network;

/// <summary>The machines' network: who listens where, and a link for each direction between two of them.</summary>
internal sealed class Fabric
{
    /// <summary>Where every node listens.</summary>
    public const int Port = 4100;

    private readonly World _world;
    private readonly FaultCounter _faults;
    private readonly HashSet<int> _off = [];
    private readonly SimulatedHost _network;
    private readonly Dictionary<(int From, int To), SimulatedLink> _links = [];
    private readonly Dictionary<int, (SimulatedListener Listener, SimulatedHost Host)> _listeners = [];
    private readonly LinkOptions _options;
    private int _nextPort = 49152;

    public Fabric(World world, LinkOptions options, FaultCounter faults)
    {
        _world = world;
        _faults = faults;
        _options = options;
        _network = world.CreateHost(-1, "network");
    }

    /// <summary>The links that were used or asked for so far, in the order of their machines.</summary>
    public IEnumerable<SimulatedLink> Links => _links.Values.OrderBy(static link => (link.From, link.To));

    public static NodeAddress AddressOf(int node) => new($"node{node}", Port);

    public SimulatedLink LinkOf(int from, int to)
    {
        if (!_links.TryGetValue((from, to), out var link))
        {
            _links.Add((from, to), link = new SimulatedLink(_world, _faults, from, to, _options));
        }

        return link;
    }

    public SimulatedListener Listen(SimulatedHost host, int port)
    {
        if (port != Port)
        {
            throw new IOException($"In a simulation a node listens on port {Port}.");
        }

        if (_listeners.TryGetValue(host.Index, out var before) && !before.Host.IsDead)
        {
            throw new IOException($"Cannot listen on {AddressOf(host.Index)}: the address is taken.");
        }

        var listener = new SimulatedListener(AddressOf(host.Index), Forget);
        _listeners[host.Index] = (listener, host);
        return listener;

        void Forget(SimulatedListener gone)
        {
            if (_listeners.TryGetValue(host.Index, out var current) && current.Listener == gone)
            {
                _listeners.Remove(host.Index);
            }
        }
    }

    /// <summary>Takes a round trip. While the way is blocked it takes until it is not, or the caller gives up.</summary>
    public async ValueTask<IDuplexConnection> ConnectAsync(SimulatedHost host, NodeAddress address, CancellationToken cancellationToken)
    {
        var node = int.Parse(address.Host.AsSpan("node".Length), System.Globalization.CultureInfo.InvariantCulture);
        var (there, back) = (LinkOf(host.Index, node), LinkOf(node, host.Index));
        do
        {
            await Task.Delay(there.Latency() + back.Latency(), host.Clock, cancellationToken);
        }
        while (there.IsBlocked || back.IsBlocked || _off.Contains(node) || _listeners.TryGetValue(node, out var asleep) && asleep.Host.IsPaused);

        if (!_listeners.TryGetValue(node, out var found) || found.Host.IsDead)
        {
            throw new IOException($"{address} cannot be reached: nobody listens there.");
        }

        var (outward, inward) = (new Pipe(_world, there, _network), new Pipe(_world, back, _network));
        var local = new NodeAddress($"node{host.Index}", _nextPort = _nextPort == ushort.MaxValue ? 49152 : _nextPort + 1);
        return found.Listener.TryEnqueue(new SimulatedConnection(outward, inward, local))
            ? new SimulatedConnection(inward, outward, address)
            : throw new IOException($"{address} cannot be reached: its backlog is full.");
    }

    /// <summary>A process has ended: its machine resets its streams, or is gone with it and says nothing.</summary>
    public void ProcessGone(int node, bool isSilent)
    {
        if (isSilent)
        {
            _off.Add(node);
            return;
        }

        foreach (var link in Links.Where(link => link.From == node || link.To == node))
        {
            foreach (var pipe in link.Pipes.ToArray())
            {
                if (link.From == node)
                {
                    pipe.Abort();
                }
                else
                {
                    pipe.Break();
                }
            }
        }
    }

    /// <summary>A machine is on, and knows nothing of streams that it had.</summary>
    public void MachineUp(int node)
    {
        if (_off.Remove(node))
        {
            ProcessGone(node, isSilent: false);
        }
    }
}
