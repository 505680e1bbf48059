using System.Net.Security;

namespace Tidings.Node.Bench.Mesh;

/// <summary>
/// What a broadcast costs at least: everybody writes what he makes to everybody, over the same TLS connections that a subnet has, and nothing is hashed,
/// judged, kept, asked for or served again. It is the limit that figures are told as a share of. Publication returns when the artifact is queued everywhere.
/// </summary>
internal sealed class MeshSubject : IBroadcastSubject
{
    private readonly IDeliverySink _sink;
    private readonly PinnedCertificate[] _certificates;
    private readonly MeshWriter[,][] _writers;
    private readonly int _nodes;
    private readonly List<TlsPair> _pairs = [];
    private readonly List<MeshReader> _readers = [];
    private readonly List<Task> _reading = [];
    private volatile Exception? _fault;
    private volatile bool _isStopping;

    private MeshSubject(int nodes, int lanes, IDeliverySink sink)
    {
        _sink = sink;
        _certificates = [.. Enumerable.Range(0, nodes).Select(_ => new PinnedCertificate())];
        _writers = new MeshWriter[nodes, nodes][];
        _nodes = nodes;
        for (var i = 0; i < nodes * nodes; i++)
        {
            _writers[i / nodes, i % nodes] = new MeshWriter[lanes];
        }
    }

    public string Name => Subjects.Mesh;

    /// <summary>What TLS has agreed on.</summary>
    public TlsCipherSuite CipherSuite => _pairs[0].Dialled.NegotiatedCipherSuite;

    /// <summary>Connects every pair of nodes by so many lanes.</summary>
    public static async Task<MeshSubject> StartAsync(int nodes, int lanes, IDeliverySink sink, CancellationToken cancellationToken)
    {
        var mesh = new MeshSubject(nodes, lanes, sink);
        try
        {
            for (var a = 0; a < nodes; a++)
            {
                for (var b = a + 1; b < nodes; b++)
                {
                    for (var lane = 0; lane < lanes; lane++)
                    {
                        await mesh.ConnectAsync(a, b, lane, cancellationToken);
                    }
                }
            }

            return mesh;
        }
        catch
        {
            await mesh.DisposeAsync();
            throw;
        }
    }

    public ValueTask PublishAsync(int node, long number, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (_fault is { } fault)
        {
            throw new BenchException($"{Name}: a connection broke: {fault.Message}");
        }

        for (var peer = 0; peer < _nodes; peer++)
        {
            if (peer != node)
            {
                var lanes = _writers[node, peer];
                lanes[number % lanes.Length].Send(number, payload);
            }
        }

        return ValueTask.CompletedTask;
    }

    public SubjectCounters Counters() => new(_pairs.Sum(pair => pair.Sent), _readers.Sum(reader => reader.Received));

    public string Condition() => _fault is { } fault ? $"; a connection broke: {fault.Message}" : "";

    public Verification Verify() => new(0, []);

    public async ValueTask DisposeAsync()
    {
        _isStopping = true;
        foreach (var pair in _pairs)
        {
            await pair.DisposeAsync();
        }

        await Task.WhenAll(_reading);
        foreach (var certificate in _certificates)
        {
            certificate.Dispose();
        }
    }

    private async Task ConnectAsync(int a, int b, int lane, CancellationToken cancellationToken)
    {
        var pair = await TlsPair.ConnectAsync(_certificates[a], _certificates[b], cancellationToken);
        _pairs.Add(pair);
        Join(a, b, lane, pair.Dialled);
        Join(b, a, lane, pair.Accepted);
    }

    private void Join(int self, int peer, int lane, SslStream stream)
    {
        _writers[self, peer][lane] = new MeshWriter(stream, Break);
        var reader = new MeshReader(stream, number => _sink.Delivered(self, number));
        _readers.Add(reader);
        _reading.Add(ReadAsync(reader));
    }

    private async Task ReadAsync(MeshReader reader)
    {
        await Task.Yield();
        try
        {
            await reader.RunAsync();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            Break(e);
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
