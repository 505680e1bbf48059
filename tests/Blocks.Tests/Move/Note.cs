using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Tests.Move;

/// <summary>The artifact of these tests.</summary>
public sealed record Note(int Number, long Rank) : IArtifact<Note>
{
    long IArtifact<Note>.Rank => Rank;
}
