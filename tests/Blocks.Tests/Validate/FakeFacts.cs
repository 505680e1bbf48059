using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;

namespace Tidings.Blocks.Tests.Validate;

/// <summary>A pool as the deferral table sees it.</summary>
internal sealed class FakeFacts : IPoolFacts
{
    public long Version { get; set; }

    public long TopRank { get; set; } = long.MinValue;

    public Dictionary<ArtifactId, ArtifactStatus> Status { get; } = [];

    public ArtifactStatus StatusOf(ArtifactId id) => Status.GetValueOrDefault(id);
}
