using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Move;

/// <summary>The pools of a node by kind, so that one kind's verdict can wait for another's artifact. Immutable and thread-safe.</summary>
internal sealed class PoolDirectory(IReadOnlyDictionary<string, IPoolFacts> pools)
{
    public IPoolFacts this[string kind] => pools[kind];

    public bool Knows(string kind) => pools.ContainsKey(kind);

    /// <summary>Versions of all kinds as they are now.</summary>
    public IReadOnlyDictionary<string, long> Versions() => pools.ToDictionary(pool => pool.Key, pool => pool.Value.Version, StringComparer.Ordinal);

    /// <summary>Whether any kind has validated it.</summary>
    public bool IsValidated(ArtifactId id) => pools.Values.Any(pool => pool.StatusOf(id) == ArtifactStatus.Validated);
}
