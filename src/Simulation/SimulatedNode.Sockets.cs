using Tidings.Simulation.Faults;
using Tidings.Simulation.Network;

namespace Tidings.Simulation;

/// <summary>What its machine does with the bytes of its streams, below the node.</summary>
public sealed partial class SimulatedNode
{
    /// <summary>How its machine reads and writes. May be changed at any time; a crash does not change it, and <see cref="SimulatedNetwork.Heal"/> sets it back if the node is honest.</summary>
    public SocketOptions Sockets
    {
        get => _network.Fabric.MachineOf(Index).Sockets;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            ArgumentOutOfRangeException.ThrowIfLessThan(value.ReadBytesMax ?? 1, 1, nameof(value));
            ArgumentOutOfRangeException.ThrowIfNegative(value.ReadBytesPerSecondMax ?? 0, nameof(value));
            ArgumentOutOfRangeException.ThrowIfLessThan(value.WriteBytesPerSecondMax ?? 1, 1, nameof(value));
            _network.Fabric.MachineOf(Index).Sockets = value;
        }
    }

    /// <summary>
    /// Puts bytes that its node did not send on each of its streams to a peer, between two writes: garbage, or the header of a frame whose length is a lie.
    /// From now on it counts as Byzantine.
    /// </summary>
    /// <param name="peer">Number of the peer.</param>
    /// <param name="bytes">The bytes, in clear.</param>
    /// <exception cref="InvalidOperationException">With TLS: below it these bytes would say nothing about their sender.</exception>
    public void SendRaw(int peer, ReadOnlySpan<byte> bytes)
    {
        if (_network.Fabric.MachineOf(Index).Tls)
        {
            throw new InvalidOperationException("With TLS a peer cannot tell such bytes from an accident on the way: flip bits there.");
        }

        IsHonest = false;
        if (_network.Fabric.MachineOf(Index).WriteRaw(peer, bytes) > 0)
        {
            _network.Faults.Count(FaultKind.OversizeFrame);
        }
    }
}
