using Tidings.Blocks.Artifacts;
using Tidings.Pipelines;

namespace Tidings.Simulation.Scenarios.Kinds;

/// <summary>A large artifact of several small chunks, so that many chunks cost little.</summary>
internal sealed record Blob(long Number, FetchPriority Class, int Bytes) : ISwarmArtifact<Blob>
{
    public const string Kind = "blob";

    public const int ChunkBytes = 1024;

    public static Branch<Blob> Branch { get; } = Stages.Of<Blob>(Kind);

    public static Blob Of(long number, FetchPriority @class, int bytes) => new(number, @class, bytes);
}
