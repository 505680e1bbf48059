namespace Tidings.Runtime.Transport.InMemory;

/// <summary>
/// A network inside one process: several nodes that share a hub reach each other without sockets. For embedding and tests. Takes no time
/// and loses nothing; what it does depends on nothing but its callers. Thread-safe.
/// </summary>
public sealed class InMemoryHub
{
    private const int FirstFreePort = 49152;

    private readonly Lock _lock = new();
    private readonly Dictionary<NodeAddress, InMemoryListener> _listeners = [];
    private readonly InMemoryTransportOptions _options;
    private int _nextPort = FirstFreePort;

    /// <summary>An empty network.</summary>
    /// <param name="options">Its bounds; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public InMemoryHub(InMemoryTransportOptions? options = null)
    {
        _options = options ?? new InMemoryTransportOptions();
        OptionMistakes.ThrowIfAny(_options.Mistakes(), nameof(options));
    }

    /// <summary>The transport of one node of this network.</summary>
    /// <param name="host">The node's host name here; listening to <c>0.0.0.0</c> or <c>::</c> means this name.</param>
    /// <exception cref="ArgumentException">That is no host name.</exception>
    public ITransport CreateTransport(string host) => new InMemoryTransport(this, new NodeAddress(host, 0).Host);

    internal InMemoryListener Listen(string host, int port)
    {
        lock (_lock)
        {
            var address = new NodeAddress(host, port == 0 ? TakePort(host) : port);
            var listener = new InMemoryListener(address, _options.ListenBacklog, Forget);
            return _listeners.TryAdd(address, listener)
                ? listener
                : throw new IOException($"Cannot listen on {address}: the address is taken.");
        }
    }

    internal InMemoryConnection Connect(string fromHost, NodeAddress to)
    {
        lock (_lock)
        {
            if (!_listeners.TryGetValue(to, out var listener))
            {
                throw new IOException($"{to} cannot be reached: nobody listens there.");
            }

            var from = new NodeAddress(fromHost, TakePort(fromHost));
            var (dialler, acceptor) = InMemoryConnection.CreatePair(from, to, _options.BytesPerDirection);
            return listener.TryEnqueue(acceptor)
                ? dialler
                : throw new IOException($"{to} cannot be reached: its backlog is full.");
        }
    }

    private void Forget(InMemoryListener listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener.LocalAddress);
        }
    }

    private int TakePort(string host)
    {
        for (var tries = FirstFreePort; tries <= ushort.MaxValue; tries++)
        {
            var port = _nextPort;
            _nextPort = port == ushort.MaxValue ? FirstFreePort : port + 1;
            if (!_listeners.ContainsKey(new NodeAddress(host, port)))
            {
                return port;
            }
        }

        throw new IOException($"{host} has no free port.");
    }
}
