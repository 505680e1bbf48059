using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using Tidings.Node.Files;

namespace Tidings.Node.Bench.Load;

/// <summary>
/// The bytes of numbered artifacts: each a file of the file kind, whose name is the number and whose encoded size is given. A number's bytes are always the
/// same, and no 4 KiB of any two are: random bytes of the number's place, made once, with the number written over the first of each 4 KiB. Thread-safe.
/// </summary>
internal sealed class Payloads
{
    /// <summary>Smallest artifact: its header, and a number once more.</summary>
    public const int SizeMin = HeaderBytes + sizeof(long);

    // Numbers of one set are below 2^40; the set stands above them, and all fit into the name.
    private const int SetShift = 40;
    private const int NameDigits = 12;
    private const int HeaderBytes = 2 + NameDigits;
    private const int StampEvery = 4096;

    private readonly byte[][] _random;
    private readonly int _set;

    /// <param name="size">Encoded bytes of each artifact.</param>
    /// <param name="places">Artifacts that are unfinished at a time.</param>
    /// <param name="set">Tells them from those of another set in the same pools, 0 to 127.</param>
    public Payloads(int size, int places, int set = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, SizeMin);
        (Size, _set) = (size, set);
        _random = [.. Enumerable.Range(0, places).Select(place => RandomBytes(size, place))];
    }

    /// <summary>Encoded bytes of each.</summary>
    public int Size { get; }

    /// <summary>How many of this set are published, all of which stay in the pools; 0 when each leaves some time after it is finished.</summary>
    public int Staying { get; init; }

    /// <summary>Artifacts that are unfinished at a time.</summary>
    public int Places => _random.Length;

    /// <summary>The smallest number of a set.</summary>
    public static long FirstOf(int set) => (long)set << SetShift;

    /// <summary>The set of a number.</summary>
    public static int SetOf(long number) => (int)(number >> SetShift);

    /// <summary>The place of the window that a number belongs to.</summary>
    public int PlaceOf(long number) => (int)((number - FirstOf(_set)) % _random.Length);

    /// <summary>The bytes of a number, in the buffer of its place: it stands there until the next number of that place is asked for.</summary>
    public ReadOnlyMemory<byte> Next(long number)
    {
        var buffer = _random[PlaceOf(number)];
        Stamp(buffer, number);
        return buffer;
    }

    /// <summary>The bytes of a number that may be long gone, made anew.</summary>
    public byte[] Again(long number)
    {
        var bytes = RandomBytes(Size, PlaceOf(number));
        Stamp(bytes, number);
        return bytes;
    }

    /// <summary>The number that an artifact has by its name, or -1.</summary>
    public static long NumberOf(ReadOnlySpan<char> name) => long.TryParse(name, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>An artifact as the upper layer gives it to a node: a view of its encoded bytes.</summary>
    public static FileArtifact ArtifactOf(long number, ReadOnlyMemory<byte> encoded) => new(NameOf(number), new(encoded[HeaderBytes..]));

    private static string NameOf(long number) => number.ToString("x12", CultureInfo.InvariantCulture);

    private static void Stamp(byte[] bytes, long number)
    {
        FileCodec.Header(NameOf(number)).CopyTo(bytes.AsSpan());
        for (var at = HeaderBytes; at + sizeof(long) <= bytes.Length; at += StampEvery)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), number);
        }
    }

    // SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014), seeded by the place.
    private static byte[] RandomBytes(int size, long place)
    {
        var words = new ulong[(size + sizeof(ulong) - 1) / sizeof(ulong)];
        var state = unchecked((ulong)(place + 1) * 0xD1342543DE82EF95);
        foreach (ref var word in words.AsSpan())
        {
            var z = unchecked(state += 0x9E3779B97F4A7C15);
            z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
            z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
            word = z ^ (z >> 31);
        }

        return MemoryMarshal.AsBytes(words.AsSpan())[..size].ToArray();
    }
}
