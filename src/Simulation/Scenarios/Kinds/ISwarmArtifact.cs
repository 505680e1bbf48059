using Tidings.Blocks.Artifacts;

namespace Tidings.Simulation.Scenarios.Kinds;

/// <summary>What the two kinds of a scenario have in common: all their bytes follow from a number, a class and a length.</summary>
internal interface ISwarmArtifact<TSelf> : IArtifact<TSelf>
    where TSelf : ISwarmArtifact<TSelf>
{
    /// <summary>Which of the scenario's artifacts it is.</summary>
    long Number { get; }

    FetchPriority Class { get; }

    /// <summary>Its encoded length.</summary>
    int Bytes { get; }

    // The rank is all that a priority policy sees of the content.
    long IArtifact<TSelf>.Rank => (long)Class;

    static abstract TSelf Of(long number, FetchPriority @class, int bytes);
}
