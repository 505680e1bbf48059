using System.Buffers;
using System.Buffers.Binary;

namespace Tidings.Simulation.Scenarios.Kinds;

/// <summary>The bytes of an artifact behind its header: a function of its number, so that every receiver can tell whether they are right.</summary>
internal static class Filler
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private const ulong Mixer = 0xBF58476D1CE4E5B9;

    public static void Write(long number, Span<byte> destination)
    {
        var state = (ulong)number;
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        for (; !destination.IsEmpty; destination = destination[Math.Min(word.Length, destination.Length)..])
        {
            state += Step;
            BinaryPrimitives.WriteUInt64LittleEndian(word, (state ^ (state >> 30)) * Mixer);
            word[..Math.Min(word.Length, destination.Length)].CopyTo(destination);
        }
    }

    /// <summary>Whether these are the bytes that <see cref="Write"/> makes.</summary>
    public static bool IsOf(long number, ReadOnlySequence<byte> bytes)
    {
        var length = checked((int)bytes.Length);
        var right = ArrayPool<byte>.Shared.Rent(length);
        Write(number, right.AsSpan(0, length));
        var reader = new SequenceReader<byte>(bytes);
        var same = reader.IsNext(right.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(right);
        return same;
    }
}
