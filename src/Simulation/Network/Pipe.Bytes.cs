using Tidings.Simulation.Faults;

namespace Tidings.Simulation.Network;

/// <summary>How bytes are divided and changed. With TLS nothing here depends on how many bytes a handshake has: signatures differ in length from run to run.</summary>
internal sealed partial class Pipe
{
    /// <summary>Writes of a handshake: at most two on each side, hello and proof.</summary>
    private const int HandshakeWrites = 2;

    /// <summary>What a write of a handshake counts for.</summary>
    private const int HandshakeCost = 1024;

    /// <summary>With TLS, into so many pieces what comes in pieces comes; what is shorter than <see cref="UndividedMax"/> comes whole.</summary>
    private const int Pieces = 8;
    private const int UndividedMax = 56;

    /// <summary>What the newest write counts for.</summary>
    public int LastCost(int length) => IsHandshake ? HandshakeCost : length;

    private bool IsHandshake => Writer.Machine.Tls && _writes <= HandshakeWrites;

    private int SegmentSize(int length)
    {
        if (Link.Options.SegmentBytesMax is not { } most)
        {
            return length;
        }

        Link.Faults.Tally(FaultKind.CutAtByte);
        return PieceOf(length, most);
    }

    private int PieceOf(Segment segment)
    {
        if (_reader.Machine.Sockets.ReadBytesMax is not { } most)
        {
            return segment.Length;
        }

        Link.Faults.Tally(FaultKind.CutAtByte);
        return Writer.Machine.Tls ? PieceOf(segment.Length, most) : segment.Length;
    }

    private int PieceOf(int length, int most) => !Writer.Machine.Tls ? most : length <= UndividedMax ? length : (length + Pieces - 1) / Pieces;

    private ReadOnlyMemory<byte> Corrupted(ReadOnlyMemory<byte> buffer)
    {
        if (buffer.IsEmpty || !Link.Corrupts())
        {
            return buffer;
        }

        var copy = buffer.ToArray();
        TlsRecords.Flip(copy, Link.Flips, _writes < HandshakeWrites);
        return copy;
    }
}
