using System.Buffers;
using Tidings.Blocks.Artifacts;

namespace Tidings.Node.Files;

/// <summary>A file as it is broadcast: its path relative to what was published, and its bytes. A view of the pool's content; nothing is copied.</summary>
/// <param name="Name">Relative path with forward slashes, in any script, at most <see cref="FileCodec.NameBytesMax"/> bytes of UTF-8.</param>
/// <param name="Body">The file's bytes, valid while the artifact is leased from its pool.</param>
public sealed record FileArtifact(string Name, ReadOnlySequence<byte> Body) : IArtifact<FileArtifact>;
