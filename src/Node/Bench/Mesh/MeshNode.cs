using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Tidings.Node.Bench.Mesh;

/// <summary>
/// One node of the bare mesh: a listener, and to every other node as many TLS connections as there are lanes. Of two nodes the one with the smaller number dials.
/// What it sends goes to all others on the lane of the artifact's number.
/// </summary>
internal sealed class MeshNode : IAsyncDisposable
{
    private readonly int _number;
    private readonly int _lanes;
    private readonly IDeliverySink _sink;
    private readonly PinnedCertificate _certificate = new();
    private readonly Socket _listener;
    private readonly MeshWriter?[][] _writers;
    private readonly Lock _gate = new();
    private readonly List<MeshLink> _links = [];
    private volatile Exception? _fault;
    private volatile bool _isStopping;

    /// <param name="number">Its number, from 0.</param>
    /// <param name="nodes">How many there are.</param>
    /// <param name="lanes">Connections per pair, up to 255.</param>
    /// <param name="sink">Is told what arrives here.</param>
    public MeshNode(int number, int nodes, int lanes, IDeliverySink sink)
    {
        (_number, _lanes, _sink) = (number, lanes, sink);
        _writers = [.. Enumerable.Range(0, nodes).Select(_ => new MeshWriter?[lanes])];
        _listener = LoopbackSockets.Listen(nodes * lanes);
    }

    /// <summary>What the others need to reach it.</summary>
    public MeshPeer Self => new(((IPEndPoint)_listener.LocalEndPoint!).Port, _certificate.Key);

    /// <summary>What TLS has agreed on.</summary>
    public TlsCipherSuite CipherSuite => Links()[0].Stream.NegotiatedCipherSuite;

    public long Sent => Links().Sum(link => link.Sent);

    public long Received => Links().Sum(link => link.Received);

    /// <summary>Why a connection broke; null while none did.</summary>
    public Exception? Fault => _fault;

    /// <summary>Connects to all others, which do the same; from then on it may send.</summary>
    /// <param name="nodes">All of them, by number.</param>
    /// <param name="cancellationToken">Ends it by exception.</param>
    public async Task ConnectAsync(IReadOnlyList<MeshPeer> nodes, CancellationToken cancellationToken)
    {
        var accepting = AcceptAsync(nodes, cancellationToken);
        for (var peer = _number + 1; peer < nodes.Count; peer++)
        {
            for (var lane = 0; lane < _lanes; lane++)
            {
                await DialAsync(peer, nodes[peer], lane, cancellationToken);
            }
        }

        await accepting;
    }

    /// <summary>Queues an artifact for all others.</summary>
    /// <exception cref="BenchException">A connection broke.</exception>
    public void Send(long number, ReadOnlyMemory<byte> payload)
    {
        if (_fault is { } fault)
        {
            throw new BenchException($"{Subjects.Mesh}: a connection broke: {fault.Message}");
        }

        for (var peer = 0; peer < _writers.Length; peer++)
        {
            if (peer != _number)
            {
                _writers[peer][number % _lanes]!.Send(number, payload);
            }
        }
    }

    /// <summary>Connections that end from now on are no fault.</summary>
    public void Stopping() => _isStopping = true;

    public async ValueTask DisposeAsync()
    {
        Stopping();
        _listener.Dispose();
        foreach (var link in Links())
        {
            await link.DisposeAsync();
        }

        _certificate.Dispose();
    }

    private async Task DialAsync(int peer, MeshPeer node, int lane, CancellationToken cancellationToken)
    {
        var socket = LoopbackSockets.Make();
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, node.Port), cancellationToken);
        var link = Add(socket);
        await link.Stream.AuthenticateAsClientAsync(_certificate.Client(node.Key), cancellationToken);
        await link.Stream.WriteAsync(new[] { (byte)lane }, cancellationToken);
        Join(peer, lane, link);
    }

    private async Task AcceptAsync(IReadOnlyList<MeshPeer> nodes, CancellationToken cancellationToken)
    {
        var diallers = nodes.Take(_number).Select(node => node.Key).ToList();
        for (var left = _number * _lanes; left > 0; left--)
        {
            var socket = await _listener.AcceptAsync(cancellationToken);
            LoopbackSockets.SetUp(socket);
            var link = Add(socket);
            await link.Stream.AuthenticateAsServerAsync(_certificate.Server(diallers), cancellationToken);
            var lane = new byte[1];
            await link.Stream.ReadExactlyAsync(lane, cancellationToken);
            Join(diallers.IndexOf(PinnedCertificate.KeyOf(link.Stream.RemoteCertificate)), lane[0], link);
        }
    }

    private void Join(int peer, int lane, MeshLink link) => _writers[peer][lane] = link.Start(number => _sink.Delivered(_number, number), Break);

    private MeshLink Add(Socket socket)
    {
        var link = new MeshLink(socket);
        lock (_gate)
        {
            _links.Add(link);
        }

        return link;
    }

    private MeshLink[] Links()
    {
        lock (_gate)
        {
            return [.. _links];
        }
    }

    private void Break(Exception fault)
    {
        if (!_isStopping)
        {
            _fault ??= fault;
        }
    }
}
