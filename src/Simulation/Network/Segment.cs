using System.Buffers;

namespace Tidings.Simulation.Network;

/// <summary>What travels on a pipe as one piece.</summary>
/// <param name="Flag">What it is.</param>
/// <param name="Data">A rented array; empty for all but bytes.</param>
/// <param name="Length">Bytes of it.</param>
/// <param name="Cost">What it counts for in bytes where rates are limited: its length, unless that is not the same in every run.</param>
/// <param name="Arrival">When it arrives if nothing stands in its way.</param>
internal readonly record struct Segment(SegmentFlag Flag, byte[] Data, int Length, int Cost, TimeSpan Arrival = default)
{
    public static Segment Of(ReadOnlySpan<byte> bytes, int cost)
    {
        var data = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(data);
        return new Segment(SegmentFlag.Bytes, data, bytes.Length, cost);
    }

    public static Segment Of(SegmentFlag flag) => new(flag, [], 0, 0);

    public void Free()
    {
        if (Length > 0)
        {
            ArrayPool<byte>.Shared.Return(Data);
        }
    }
}

internal enum SegmentFlag : byte
{
    Bytes,

    /// <summary>The dialler's end of the opening: the stream is there for the listener.</summary>
    Open,

    End,
    Reset,
}
