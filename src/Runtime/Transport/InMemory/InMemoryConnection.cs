namespace Tidings.Runtime.Transport.InMemory;

/// <summary>One end of an in-memory stream: reads from one pipe and writes to the other.</summary>
internal sealed class InMemoryConnection : AsyncOnlyStream, IDuplexConnection
{
    private readonly BoundedPipe _input, _output;

    private InMemoryConnection(BoundedPipe input, BoundedPipe output, NodeAddress remoteAddress)
    {
        _input = input;
        _output = output;
        RemoteAddress = remoteAddress;
    }

    public Stream Stream => this;

    public NodeAddress RemoteAddress { get; }

    public static (InMemoryConnection Dialler, InMemoryConnection Acceptor) CreatePair(NodeAddress dialler, NodeAddress acceptor, int bytesPerDirection)
    {
        var there = new BoundedPipe(bytesPerDirection);
        var back = new BoundedPipe(bytesPerDirection);
        return (new InMemoryConnection(back, there, acceptor), new InMemoryConnection(there, back, dialler));
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _input.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _output.WriteAsync(buffer, cancellationToken);

    public void Abort()
    {
        _output.Break();
        _input.Break();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // As a closed socket does: what was written arrives, what still comes in is refused.
            _output.End();
            _input.Break();
        }

        base.Dispose(disposing);
    }
}
