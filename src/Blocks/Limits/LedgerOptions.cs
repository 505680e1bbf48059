using System.ComponentModel.DataAnnotations;

namespace Tidings.Blocks.Limits;

/// <summary>How much memory the layer may hold, whatever the peers do. Read once, when the node starts.</summary>
public sealed class LedgerOptions
{
    /// <summary>
    /// What one peer can make this node hold without being asked: frames in work, pushed bodies, its advert tables; in bytes. Default 8 MiB, at least 1 MiB.
    /// The default is the sum of the memory formula's parts: lanes, frames, chunks in flight and 4096 adverts, a little under 8 MiB.
    /// </summary>
    [Range(1L << 20, 1L << 40)]
    public long PerPeerBytes { get; set; } = 8L << 20;

    /// <summary>
    /// Everything together, pools and downloads of all kinds included; in bytes. Default 1 GiB, at least 4 MiB. It stands above the sum of the single
    /// limits of a node of one kind and some eighty peers; with more, it is what bounds the process.
    /// </summary>
    [Range(4L << 20, 1L << 50)]
    public long NodeBytes { get; set; } = 1L << 30;

    /// <summary>
    /// Share of a kind's download budget that may be charged to one peer. Default 0.5, from 0.25 (the largest artifact that is not spooled must fit) to 1.
    /// What it leaves is for the artifacts of all the others.
    /// </summary>
    [Range(0.25, 1.0)]
    public double PeerDownloadShare { get; set; } = 0.5;

    /// <summary>
    /// Memory that a spooled artifact reserves for the chunks on their way to its file, in bytes. Default 4 MiB, twice what may be outstanding to one peer;
    /// at least 64 KiB. Never more than a quarter of the kind's budget.
    /// </summary>
    [Range(64L << 10, 1L << 30)]
    public long SpoolWindowBytes { get; set; } = 4L << 20;

    /// <summary>
    /// Buffers of the largest chunk frame, or as many bytes in smaller ones, that are kept for the next renter instead of being collected. Default 128 (32 MiB
    /// at the usual chunk size: what 32 artifacts of 1 MiB leave that are removed at a time), 0 to 65536; more of them while as many are in use. They are memory on
    /// top of what is charged.
    /// </summary>
    [Range(0, 65536)]
    public int ChunkBuffersKept { get; set; } = 128;
}
