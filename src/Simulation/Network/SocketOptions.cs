namespace Tidings.Simulation.Network;

/// <summary>How one machine handles the bytes of its streams, below its node. Immutable; a machine may be given others while a run goes on.</summary>
public sealed record SocketOptions
{
    /// <summary>Most bytes that one read gives, from 1 to this at random; with TLS, which splits by records, an eighth of what came. Default null: all that is there.</summary>
    public int? ReadBytesMax { get; init; }

    /// <summary>Bytes per second that the machine reads, all streams together; 0 never reads. Default null: no limit.</summary>
    public long? ReadBytesPerSecondMax { get; init; }

    /// <summary>Bytes per second that the machine writes, all streams together, a twentieth of it at a time; at least 1. Default null: no limit.</summary>
    public long? WriteBytesPerSecondMax { get; init; }
}
