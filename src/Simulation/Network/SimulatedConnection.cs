using Tidings.Runtime.Transport;

namespace Tidings.Simulation.Network;

/// <summary>One end of a simulated stream.</summary>
internal sealed class SimulatedConnection(Pipe input, Pipe output, NodeAddress remote) : AsyncOnlyStream, IDuplexConnection
{
    public Stream Stream => this;

    public NodeAddress RemoteAddress => remote;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => input.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => output.WriteAsync(buffer, cancellationToken);

    public void Abort()
    {
        output.Abort();
        input.Break();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            output.End();
            input.Break();
        }

        base.Dispose(disposing);
    }
}
