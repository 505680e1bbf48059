using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Tidings.Blocks.Artifacts;

namespace Tidings.Samples.ComposeANode;

/// <summary>A note is its text in UTF-8. Stateless, so thread-safe.</summary>
public sealed class NoteCodec : IArtifactCodec<Note>
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc />
    public void Encode(Note artifact, IBufferWriter<byte> output) => Strict.GetBytes(artifact.Text, output);

    /// <inheritdoc />
    public bool TryDecode(ReadOnlySequence<byte> input, [NotNullWhen(true)] out Note? artifact)
    {
        try
        {
            artifact = new Note(Strict.GetString(input));
            return true;
        }
        catch (DecoderFallbackException)
        {
            artifact = null;
            return false;
        }
    }
}
