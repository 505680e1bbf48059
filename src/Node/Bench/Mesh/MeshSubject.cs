using System.Net.Security;

namespace Tidings.Node.Bench.Mesh;

/// <summary>
/// What a broadcast costs at least: everybody writes what he makes to everybody, over the same TLS connections that a subnet has, and nothing is hashed,
/// judged, kept, asked for or served again. It is the limit that figures are told as a share of. Publication returns when the artifact is queued everywhere.
/// </summary>
internal sealed class MeshSubject : IBroadcastSubject
{
    private readonly MeshNode[] _nodes;

    private MeshSubject(int nodes, int lanes, IDeliverySink sink) =>
        _nodes = [.. Enumerable.Range(0, nodes).Select(number => new MeshNode(number, nodes, lanes, sink))];

    public string Name => Subjects.Mesh;

    /// <summary>What TLS has agreed on.</summary>
    public TlsCipherSuite CipherSuite => _nodes[0].CipherSuite;

    /// <summary>Connects every pair of nodes by so many lanes.</summary>
    public static async Task<MeshSubject> StartAsync(int nodes, int lanes, IDeliverySink sink, CancellationToken cancellationToken)
    {
        var mesh = new MeshSubject(nodes, lanes, sink);
        try
        {
            var peers = mesh._nodes.Select(node => node.Self).ToList();
            await Task.WhenAll(mesh._nodes.Select(node => node.ConnectAsync(peers, cancellationToken)));
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
        _nodes[node].Send(number, payload);
        return ValueTask.CompletedTask;
    }

    public ValueTask<SubjectCounters> CountersAsync(CancellationToken cancellationToken) =>
        new(SubjectCounters.Here(_nodes.Sum(node => node.Sent), _nodes.Sum(node => node.Received)));

    public string Condition() => _nodes.Select(node => node.Fault).FirstOrDefault(fault => fault is not null) is { } fault ? $"; a connection broke: {fault.Message}" : "";

    public ValueTask<Verification> VerifyAsync(CancellationToken cancellationToken) => new(new Verification(0, []));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            node.Stopping();
        }

        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }
}
