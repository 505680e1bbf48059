using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Tidings.Blocks.Artifacts;

namespace Tidings.Node.Files;

/// <summary>A file on the wire: length of the name (u16, big endian), the name in UTF-8, the bytes. Stateless and thread-safe.</summary>
public sealed class FileCodec : IArtifactCodec<FileArtifact>
{
    /// <summary>Longest name, in bytes of UTF-8: the longest path that Linux takes.</summary>
    public const int NameBytesMax = 4096;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What precedes the file's bytes.</summary>
    /// <param name="name">The relative path.</param>
    /// <exception cref="ArgumentException">The name is empty, too long or not valid Unicode.</exception>
    public static byte[] Header(string name)
    {
        var length = Strict.GetByteCount(name);
        if (length is 0 or > NameBytesMax)
        {
            throw new ArgumentException($"A file's name has 1 to {NameBytesMax} bytes of UTF-8, not {length}.", nameof(name));
        }

        var header = new byte[2 + length];
        BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)length);
        Strict.GetBytes(name, header.AsSpan(2));
        return header;
    }

    /// <inheritdoc />
    public void Encode(FileArtifact artifact, IBufferWriter<byte> output)
    {
        output.Write(Header(artifact.Name));
        foreach (var segment in artifact.Body)
        {
            output.Write(segment.Span);
        }
    }

    /// <inheritdoc />
    public bool TryDecode(ReadOnlySequence<byte> input, [NotNullWhen(true)] out FileArtifact? artifact)
    {
        artifact = null;
        var reader = new SequenceReader<byte>(input);
        if (!reader.TryReadBigEndian(out short length) || (ushort)length is 0 or > NameBytesMax || reader.Remaining < (ushort)length)
        {
            return false;
        }

        var name = new byte[(ushort)length];
        input.Slice(2, name.Length).CopyTo(name);
        try
        {
            artifact = new FileArtifact(Strict.GetString(name), input.Slice(2 + name.Length));
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
