using System.ComponentModel.DataAnnotations;

namespace Tidings.Blocks.Artifacts;

/// <summary>The bounds of one artifact kind. The same in every node of a subnet where HELLO says so (slots, chunk size, largest artifact).</summary>
public sealed class KindLimits
{
    /// <summary>Largest encoded artifact, in bytes. Default 1 MiB; at most 1 TiB. Bounds every reservation and is said in HELLO.</summary>
    [Range(1, 1L << 40)]
    public long MaxBytes { get; set; } = 1L << 20;

    /// <summary>Capacity of the validated section, and so the slots that each peer may use here. Default 4096; said in HELLO.</summary>
    [Range(1, 1 << 20)]
    public int Slots { get; set; } = 4096;

    /// <summary>Bytes of one chunk. Default 256 KiB: about one bandwidth-delay product of a fast link. A property of the kind in its subnet, part of every id.</summary>
    [Range(1024, 4 << 20)]
    public int ChunkSize { get; set; } = 256 << 10;

    /// <summary>Artifacts up to this encoded size are pushed with their first advert, in bytes. Default 2 KiB: about what an advert and a request cost. 0 turns it off.</summary>
    [Range(0, 16 << 10)]
    public int PushBelowBytes { get; set; } = 2 << 10;

    /// <summary>Memory that the validated section may hold, in bytes. Default 256 MiB. Spooled artifacts do not count.</summary>
    [Range(1, long.MaxValue)]
    public long PoolBytes { get; set; } = 256L << 20;

    /// <summary>
    /// Memory for downloads and unvalidated artifacts, in bytes. Default 64 MiB; a quarter is kept for <see cref="FetchPriority.FetchNow"/>.
    /// An artifact above a quarter of it is spooled to a file.
    /// </summary>
    [Range(4096, long.MaxValue)]
    public long DownloadBytes { get; set; } = 64L << 20;

    /// <summary>Share of the outgoing bytes that this kind gets while others wait too, as a weight. Default 1.</summary>
    [Range(1, 1000)]
    public int Weight { get; set; } = 1;

    /// <summary>Larger artifacts than this live in a file, not in memory: a quarter of <see cref="DownloadBytes"/>.</summary>
    internal long SpoolAboveBytes => DownloadBytes / 4;
}
