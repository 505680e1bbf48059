using Tidings.Blocks.Artifacts;
using Tidings.Pipelines;

namespace Tidings.Simulation.Scenarios.Kinds;

/// <summary>A small artifact: pushed, and sometimes urgent.</summary>
internal sealed record Note(long Number, FetchPriority Class, int Bytes) : ISwarmArtifact<Note>
{
    public const string Kind = "note";

    public static Branch<Note> Branch { get; } = Stages.Of<Note>(Kind);

    public static Note Of(long number, FetchPriority @class, int bytes) => new(number, @class, bytes);
}
