namespace Tidings.Simulation.Baselines;

/// <summary>A message of the models. A received one shares its bytes with the buffer that it was read into, until it is kept.</summary>
internal sealed record PublishedMessage(MessageId Id, ReadOnlyMemory<byte> Data)
{
    /// <summary>The same with bytes of its own.</summary>
    public PublishedMessage Keep() => this with { Data = Data.ToArray() };
}
