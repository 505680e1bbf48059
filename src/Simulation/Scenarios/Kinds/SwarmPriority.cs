using Tidings.Blocks.Artifacts;

namespace Tidings.Simulation.Scenarios.Kinds;

/// <summary>An artifact says itself how urgent it is; nothing is unwanted.</summary>
internal sealed class SwarmPriority<T> : IPriorityPolicy<T>
    where T : ISwarmArtifact<T>
{
    public Func<Advert, FetchPriority> Snapshot(IPoolView<T> pool) =>
        static advert => (FetchPriority)Math.Clamp(advert.Rank, (long)FetchPriority.Later, (long)FetchPriority.FetchNow);
}
