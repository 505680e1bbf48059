using System.Numerics;
using System.Text;
using Tidings.Blocks.Content;

namespace Tidings.Blocks.Serve;

/// <summary>Upper estimates of what answers take on the wire, frame header included: a message must never be larger than the room it was granted.</summary>
internal sealed class ServeCost(string kind)
{
    /// <summary>Tag, length and content of a hash in a proof.</summary>
    private const int HashBytes = 34;

    /// <summary>Frame header, and tags and longest numbers of a message.</summary>
    private const int FixedBytes = 48;

    /// <summary>An end with its longest numbers.</summary>
    private const int EndBytes = 24;

    private readonly int _header = FixedBytes + Encoding.UTF8.GetByteCount(kind);

    public int OfChunk(ArtifactContent content, int index)
    {
        var data = Math.Min(content.ChunkSize, content.Size - ((long)index * content.ChunkSize));
        var proof = content.ChunkCount == 1 ? 0 : BitOperations.Log2((uint)content.ChunkCount - 1) + 1;
        return _header + (int)data + (proof * HashBytes);
    }

    public int OfEnds(int count) => count == 0 ? 0 : _header + (count * EndBytes);

    /// <summary>How many ends fit.</summary>
    public int EndsIn(int bytes) => Math.Max(0, (bytes - _header) / EndBytes);
}
