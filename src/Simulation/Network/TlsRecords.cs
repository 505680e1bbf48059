using System.Buffers.Binary;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Network;

/// <summary>
/// Flips a bit in a write of a TLS stream: the record is chosen by its number and the place within it by its share, because the length of a handshake
/// differs from run to run and the effect of the flip must not.
/// </summary>
internal static class TlsRecords
{
    private const int Header = 5;
    private const int LengthAt = 3;

    /// <summary>One flip in so many hits a record's header.</summary>
    private const int HeaderOneOf = 16;

    /// <param name="write">Whole records, changed in place.</param>
    /// <param name="random">Draws the same numbers whatever the lengths are.</param>
    /// <param name="isHandshake">A flip in a length whose value varies would have an effect that varies.</param>
    public static void Flip(Span<byte> write, RandomStream random, bool isHandshake)
    {
        var (record, place, header, bit) = (random.Unit(), random.Unit(), random.Below(HeaderOneOf) == 0 && !isHandshake, random.Below(8));
        var start = StartOf(write, (int)(record * Count(write)));
        var length = LengthOf(write[start..]);
        var at = header || length == 0 ? start + (int)(place * Header) : start + Header + (int)(place * length);
        write[Math.Min(at, write.Length - 1)] ^= (byte)(1 << bit);
    }

    private static int Count(ReadOnlySpan<byte> write)
    {
        var count = 0;
        for (var at = 0; at < write.Length; at += Header + LengthOf(write[at..]))
        {
            count++;
        }

        return count;
    }

    private static int StartOf(ReadOnlySpan<byte> write, int record)
    {
        var at = 0;
        for (; record > 0; record--)
        {
            at += Header + LengthOf(write[at..]);
        }

        return at;
    }

    private static int LengthOf(ReadOnlySpan<byte> record) => record.Length < Header ? 0 : Math.Min(BinaryPrimitives.ReadUInt16BigEndian(record[LengthAt..]), record.Length - Header);
}
