using System.ComponentModel.DataAnnotations;

namespace Tidings.Blocks.Bandwidth;

/// <summary>How fast this node sends, and how much it hands to a connection ahead of time. Read once, when the node starts.</summary>
public sealed class BandwidthOptions
{
    /// <summary>Most bytes that the node sends in a second, to all peers together, framing included and TLS not. Default 0: unlimited.</summary>
    [Range(0, 1L << 40)]
    public long SendBytesPerSecondMax { get; set; }

    /// <summary>Most bytes that the node sends to one peer in a second, framing included and TLS not. Default 0: unlimited.</summary>
    [Range(0, 1L << 40)]
    public long SendBytesPerSecondPerPeerMax { get; set; }

    /// <summary>
    /// Bytes that may be sent at once after a pause before a rate holds, per rate. Default 512 KiB: two chunks, so that the rate is kept although timers
    /// are late. Over any time the bytes sent are at most rate x time + twice this + one chunk. From 64 KiB to 1 GiB.
    /// </summary>
    [Range(64 << 10, 1 << 30)]
    public int BurstBytes { get; set; } = 512 << 10;

    /// <summary>
    /// Room of each lane beside one chunk, for requests and adverts, in bytes. Default 64 KiB, the largest control frame, so that the largest fits at once.
    /// A slow reader fills this much and one chunk per lane, and nothing else. From 64 KiB to 1 MiB.
    /// </summary>
    [Range(64 << 10, 1 << 20)]
    public int LaneControlBytes { get; set; } = 64 << 10;

    /// <summary>
    /// How far one kind's bytes may run ahead of another's of the same weight while both wait, besides two chunks; in bytes. Default 256 KiB, one usual chunk.
    /// From 4 KiB to 16 MiB.
    /// </summary>
    [Range(4 << 10, 16 << 20)]
    public int QuantumBytes { get; set; } = 256 << 10;
}
