using System.ComponentModel.DataAnnotations;

namespace Tidings.Blocks.Download;

/// <summary>How artifacts are fetched: what may be outstanding, when a silent holder is given a rival, how long failed ones wait. Read once, when the graph starts.</summary>
public sealed class DownloadOptions
{
    /// <summary>Requests that one peer may owe at a time, per kind. Default 256; 1 to 65536. More keeps small artifacts moving over long links, and costs the peer's memory.</summary>
    [Range(1, 1 << 16)]
    public int OutstandingRequestsPerPeer { get; set; } = 256;

    /// <summary>Bytes that one peer may owe at a time, per kind. Default 2 MiB: 8 chunks, a fast link's bandwidth-delay product. One chunk is always allowed.</summary>
    [Range(1024, 1L << 32)]
    public long OutstandingBytesPerPeer { get; set; } = 2L << 20;

    /// <summary>Shortest silence after which a holder that owes is overdue. Default 50 ms; 1 ms to 1 h. Shorter saves waiting and costs chunks received twice.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan HedgeMin { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest silence before a holder that owes is overdue while another peer sends; also that of a holder which never answered yet. Default 1 s; from <see cref="HedgeMin"/> to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan HedgeMax { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Silence of everybody that is still taken for our own stall or the network's. Default 2 s; 1 ms to 1 h. After it the silent are overdue.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan SilenceMax { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A request is overdue, although its holder sends other things, this long after the holder answered a younger one. Default 10 s; 1 ms to 1 h. Finds who withholds single artifacts, and not who is slow.
    /// A holder that ends no request for so long, or only says that it is busy, serves nobody: what it alone says to have makes way when another download finds no memory or place.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan WithheldAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>When our own timers run this late nobody is overdue. Default 20 ms; 1 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan TimerLatenessMax { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Wait after a round in which every holder failed; doubles up to <see cref="RetryMax"/>. Default 100 ms; 1 ms to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan RetryMin { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait between rounds, and the longest that a peer's retry-after is believed. Default 30 s; 1 ms to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan RetryMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a small artifact is left to its maker's push before a relay is asked; twice the maker's round-trip time is added. Default 10 ms; 0 to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan PushGrace { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How long the chunks of a download are kept that nobody can serve any more. Default 10 min; 0 to 1 day. Given up earlier when a better one needs the memory.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan ParkedFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Of so many requests given out while urgent ones wait, one goes to Fetch. Default 16; 2 to 1024.</summary>
    [Range(2, 1024)]
    public int FetchTurn { get; set; } = 16;

    /// <summary>Of so many requests given out while better ones wait, one goes to Later. Default 32; 2 to 1024.</summary>
    [Range(2, 1024)]
    public int LaterTurn { get; set; } = 32;
}
