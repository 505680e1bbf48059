namespace Tidings.Simulation.Network;

/// <summary>How one direction between two machines behaves. Immutable; a link may be given others while a run goes on.</summary>
public sealed record LinkOptions
{
    /// <summary>Least time from one machine to the other. Default 10 ms; 0 or more.</summary>
    public TimeSpan LatencyMin { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Most time from one machine to the other, jitter and stalls apart; uniform between the two. Default 10 ms; at least <see cref="LatencyMin"/>.</summary>
    public TimeSpan LatencyMax { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Mean of an exponentially distributed time on top, one in a thousand a hundred times as long. Default 0.</summary>
    public TimeSpan JitterMean { get; init; }

    /// <summary>Probability that a segment is lost and comes with the retransmission; order is kept, so everything behind it waits too. Default 0; 0 to 0.9.</summary>
    public double LossRate { get; init; }

    /// <summary>After how long a lost segment is sent again; doubles with every further loss. Default 200 ms, the least of Linux.</summary>
    public TimeSpan RetransmitAfter { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Bytes per second that all streams of the direction share. Default null: no limit.</summary>
    public long? BytesPerSecondMax { get; init; }

    /// <summary>Bytes that one stream may have under way and unread. Default 256 KiB, as a socket's two buffers.</summary>
    public int WindowBytes { get; init; } = 256 * 1024;

    /// <summary>Most bytes of one segment, which arrives alone; with TLS, which splits by records, an eighth of a write. Default null: a write arrives whole.</summary>
    public int? SegmentBytesMax { get; init; }

    /// <summary>Probability that a write arrives with a bit flipped below TLS. Default 0; more is possible only with <see cref="SimulationOptions.Tls"/>.</summary>
    public double CorruptionRate { get; init; }
}
