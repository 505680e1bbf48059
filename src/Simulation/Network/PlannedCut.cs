namespace Tidings.Simulation.Network;

/// <summary>Where a stream is going to be cut: after so many more bytes.</summary>
internal sealed class PlannedCut(StreamCut how, long afterBytes)
{
    public StreamCut How => how;

    public long BytesLeft { get; private set; } = afterBytes;

    public void Spend(int bytes) => BytesLeft -= bytes;
}
