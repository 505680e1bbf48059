using System.ComponentModel.DataAnnotations;

namespace Tidings.Blocks.Serve;

/// <summary>How much may be asked of this node at once, per peer and kind. Read once, when the node starts.</summary>
public sealed class ServeOptions
{
    /// <summary>
    /// Requests of one peer that wait here; further ones are answered "busy" with a time. Default 256, what a peer's own download limit asks for.
    /// From 1 to 65536.
    /// </summary>
    [Range(1, 65536)]
    public int RequestsPerPeerMax { get; set; } = 256;

    /// <summary>
    /// Bytes that one peer's waiting requests ask for; further ones are answered "busy", but one request always waits. Default 8 MiB, four times what a
    /// peer's own limit asks for. From 64 KiB to 16 GiB. Nothing is held in memory for them: the bound keeps the wait short enough to be worth it.
    /// </summary>
    [Range(64L << 10, 16L << 30)]
    public long BacklogBytesPerPeerMax { get; set; } = 8L << 20;

    /// <summary>
    /// Answers without a chunk that may wait to be sent to one peer; a request beyond is dropped and counts as a flood: whoever keeps to the limits
    /// waits for answers long before. Default 2048, eight times the requests. From 16 to 65536.
    /// </summary>
    [Range(16, 65536)]
    public int EndsPerPeerMax { get; set; } = 2048;

    /// <summary>Shortest time after which a peer that was told "busy" may ask again. Default 50 ms, from 1 ms to 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:30")]
    public TimeSpan RetryAfterMin { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest such time, for a peer that hardly reads. Default 30 s, the longest that a peer waits; from 1 ms to 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:30")]
    public TimeSpan RetryAfterMax { get; set; } = TimeSpan.FromSeconds(30);
}
