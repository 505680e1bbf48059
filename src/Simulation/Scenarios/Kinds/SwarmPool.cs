using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;

namespace Tidings.Simulation.Scenarios.Kinds;

/// <summary>A pool that tells the scenario's book what it gains and loses.</summary>
internal sealed class SwarmPool<T>(IPoolBook book) : ArtifactPool<T>
    where T : ISwarmArtifact<T>
{
    protected override void OnValidated(Advert advert, T artifact) => book.Gained(advert, artifact.Number);

    protected override void OnRemoved(Advert advert, T artifact) => book.Lost(advert, artifact.Number);
}

/// <summary>Who wants to know what the pools of a node gain and lose.</summary>
internal interface IPoolBook
{
    void Gained(Advert advert, long number);

    void Lost(Advert advert, long number);
}
