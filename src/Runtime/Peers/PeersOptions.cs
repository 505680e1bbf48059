namespace Tidings.Runtime.Peers;

/// <summary>How a node keeps its sessions. Read once, when the node starts.</summary>
public sealed class PeersOptions
{
    /// <summary>Largest lane number plus one that any node may use; bounds what one peer can open.</summary>
    public const int LanesLimit = 16;

    /// <summary>Connections per peer: lane 0 for control, the others for chunks. Default 4, 1 to 16: several streams keep one lost packet from stopping all.</summary>
    public int Lanes { get; set; } = 4;

    /// <summary>
    /// Lanes of chunks that are in work at the same time, reading or writing, while urgent messages come and go; the others wait for their turn. Default: half of the
    /// processors, at least one, so that the others are for what is urgent. From 1 to 1024; no more than the scheduler's concurrency in any case.
    /// </summary>
    public int BulkLanesAtOnce { get; set; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>
    /// For how long after an urgent message lanes of chunks go on taking turns. Default 500 ms: who has some every second mostly passes, and bulk costs less
    /// again soon after a burst. 0 never takes turns; at most 1 h.
    /// </summary>
    public TimeSpan UrgentWithin { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How often a lane says that it lives. Default 2 s; 100 ms to 1 min.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A lane on which nothing came for this long is dead. Default 6 s, three heartbeats; at least two heartbeats, at most 5 min.</summary>
    public TimeSpan SilenceMax { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>Shortest wait between two dials of one lane. Default 100 ms; 1 ms to 1 min.</summary>
    public TimeSpan DialBackoffMin { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait between two dials of one lane. Default 30 s; at least the shortest, at most 1 h.</summary>
    public TimeSpan DialBackoffMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A lane that lived this long counts as a success: the waits begin anew. Default 10 s; 1 ms to 1 h.</summary>
    public TimeSpan StableAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The node with the larger id dials only after this long without a session, so that one-way firewalls cut nobody off. Default 2 s; 0 to 5 min.</summary>
    public TimeSpan LargerDialsAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The same where there has been no session yet: who has just started, or come to know a peer. Default 500 ms: the others have long ceased to dial often a node that was away,
    /// and one that starts together with them is dialled by then. Never longer than <see cref="LargerDialsAfter"/>; 0 to 5 min.
    /// </summary>
    public TimeSpan LargerFirstDialsAfter { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Processes that may show one key within <see cref="IncarnationWindow"/>. Default 3, 1 to 1000: more is one key used by two nodes, not a restart.</summary>
    public int IncarnationsMax { get; set; } = 3;

    /// <summary>The window of <see cref="IncarnationsMax"/>, and how long such a key is refused. Default 30 s; 1 s to 1 h.</summary>
    public TimeSpan IncarnationWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Messages that wait for one lane's socket. Default 8192, 64 to 1048576. Bandwidth's room bounds the bytes; this bounds the count, and ends a lane that passes it.</summary>
    public int LaneMessagesMax { get; set; } = 8192;

    /// <summary>What a lane gathers before it writes, in bytes. Default 64 KiB, 4 KiB to 1 MiB: four full TLS records per system call.</summary>
    public int LaneBatchBytes { get; set; } = 64 << 10;

    /// <summary>How long stopping waits for the graph to drain and for what is owed to be sent. Default 5 s; 0 to 5 min.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Every value out of range, one sentence each; empty when all is well.</summary>
    internal IEnumerable<string> Mistakes()
    {
        (string Name, TimeSpan Value, TimeSpan Min, TimeSpan Max)[] times =
        [
            (nameof(HeartbeatInterval), HeartbeatInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
            (nameof(SilenceMax), SilenceMax, 2 * HeartbeatInterval, TimeSpan.FromMinutes(5)),
            (nameof(DialBackoffMin), DialBackoffMin, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)),
            (nameof(DialBackoffMax), DialBackoffMax, DialBackoffMin, TimeSpan.FromHours(1)),
            (nameof(StableAfter), StableAfter, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)),
            (nameof(LargerDialsAfter), LargerDialsAfter, TimeSpan.Zero, TimeSpan.FromMinutes(5)),
            (nameof(LargerFirstDialsAfter), LargerFirstDialsAfter, TimeSpan.Zero, TimeSpan.FromMinutes(5)),
            (nameof(IncarnationWindow), IncarnationWindow, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            (nameof(UrgentWithin), UrgentWithin, TimeSpan.Zero, TimeSpan.FromHours(1)),
            (nameof(DrainTimeout), DrainTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(5)),
        ];
        foreach (var (name, value, min, max) in times.Where(static t => t.Value < t.Min || t.Value > t.Max))
        {
            yield return $"{name} is {value}; it must be {min} to {max}.";
        }

        (string Name, int Value, int Min, int Max)[] numbers =
        [
            (nameof(Lanes), Lanes, 1, LanesLimit),
            (nameof(BulkLanesAtOnce), BulkLanesAtOnce, 1, 1024),
            (nameof(IncarnationsMax), IncarnationsMax, 1, 1000),
            (nameof(LaneMessagesMax), LaneMessagesMax, 64, 1 << 20),
            (nameof(LaneBatchBytes), LaneBatchBytes, 4096, 1 << 20),
        ];
        foreach (var (name, value, min, max) in numbers.Where(static n => n.Value < n.Min || n.Value > n.Max))
        {
            yield return $"{name} is {value}; it must be {min} to {max}.";
        }
    }
}
