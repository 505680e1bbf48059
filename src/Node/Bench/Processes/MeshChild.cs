using Tidings.Node.Bench.Mesh;

namespace Tidings.Node.Bench.Processes;

/// <summary>A node of the bare mesh in a process of its own.</summary>
internal sealed class MeshChild(int number, int nodes, int lanes, IDeliverySink sink) : IChildNode
{
    private readonly MeshNode _node = new(number, nodes, lanes, sink);

    public string Address => _node.Self.ToString();

    public async Task<string> ConnectAsync(IReadOnlyList<string> addresses, CancellationToken cancellationToken)
    {
        await _node.ConnectAsync([.. addresses.Select(MeshPeer.Parse)], cancellationToken);
        return _node.CipherSuite.ToString();
    }

    public ValueTask PublishAsync(long number, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        _node.Send(number, payload);
        return default;
    }

    public ChildState State() => new(SubjectCounters.Here(_node.Sent, _node.Received), _node.Fault is { } fault ? $"; a connection broke: {fault.Message}" : "");

    public Verification Verify() => new(0, []);

    public ValueTask DisposeAsync() => _node.DisposeAsync();
}
