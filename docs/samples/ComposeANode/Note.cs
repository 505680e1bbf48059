using Tidings.Blocks.Artifacts;

namespace Tidings.Samples.ComposeANode;

/// <summary>A short text. Immutable, as every artifact.</summary>
/// <param name="Text">At least one character.</param>
public sealed record Note(string Text) : IArtifact<Note>;
