namespace Tidings.Blocks.Serve;

/// <summary>The options, and what the kind adds to them.</summary>
/// <param name="Kind">The kind's name.</param>
/// <param name="ChunkSize">Bytes of its chunks.</param>
/// <param name="Options">The limits.</param>
internal sealed record ServeSettings(string Kind, int ChunkSize, ServeOptions Options);
