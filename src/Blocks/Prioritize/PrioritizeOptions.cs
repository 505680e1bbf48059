using System.ComponentModel.DataAnnotations;

namespace Tidings.Blocks.Prioritize;

/// <summary>How adverts wait to be fetched: how many, how often they are judged anew, who goes first. Read once, when the graph starts.</summary>
public sealed class PrioritizeOptions
{
    /// <summary>
    /// Adverts remembered because of one peer. Default 65536; 1 to 2^20. A peer over it loses its own least wanted ones, which are not looked at again
    /// before they are advertised anew: keep it at or above the kind's slots.
    /// </summary>
    [Range(1, 1 << 20)]
    public int AdvertsPerPeerMax { get; set; } = 1 << 16;

    /// <summary>Adverts remembered for all peers together, about 300 bytes each. Default 262144; 1 to 2^24. At the bound a newcomer displaces only what its own peer brought.</summary>
    [Range(1, 1 << 24)]
    public int AdvertsMax { get; set; } = 1 << 18;

    /// <summary>Downloads that may be admitted at a time. Default 1024; 1 to 65536. Bounds the planner's tables; memory is bounded by the download budget.</summary>
    [Range(1, 1 << 16)]
    public int ActiveDownloadsMax { get; set; } = 1024;

    /// <summary>
    /// Downloads that are admitted for what one peer brought, also when others have taken <see cref="ActiveDownloadsMax"/>. Default 16; 1 to 65536, at most that many. Without it
    /// peers that advertise what they never send would keep a kind from all others.
    /// </summary>
    [Range(1, 1 << 16)]
    public int ActiveDownloadsPerPeerMin { get; set; } = 16;

    /// <summary>Shortest time between two snapshots of the policy. Default 20 ms; 0 to 1 min. Longer saves the policy's work while the pool changes fast.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RerankInterval { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Adverts judged anew in one go after a snapshot. Default 1024; 1 to 2^20. Between two slices new adverts get their turn.</summary>
    [Range(1, 1 << 20)]
    public int RerankSlice { get; set; } = 1024;

    /// <summary>How long after a policy threw it is asked for a snapshot again. Default 1 s; 1 ms to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan PolicyRetry { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Of so many downloads admitted while urgent ones wait, one is of class Fetch. Default 16; 2 to 1024.</summary>
    [Range(2, 1024)]
    public int FetchTurn { get; set; } = 16;

    /// <summary>Of so many downloads admitted while better ones wait, one is of class Later. Default 32; 2 to 1024.</summary>
    [Range(2, 1024)]
    public int LaterTurn { get; set; } = 32;

    /// <summary>
    /// Others admitted past an artifact for which there is no memory, before everything of its class and below waits for it. Default 64; 1 to 65536.
    /// Without it small artifacts would keep a large one out for ever.
    /// </summary>
    [Range(1, 1 << 16)]
    public int PassedOverMax { get; set; } = 64;

    /// <summary>How often, while memory is short, idle downloads are asked to give theirs up. Default 250 ms; 1 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan ReclaimInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long an artifact rests that nobody could serve, or that found no room in the pool, unless it is advertised anew. Default 30 s; 1 ms to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan RestFor { get; set; } = TimeSpan.FromSeconds(30);
}
