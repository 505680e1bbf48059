using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Move;

/// <summary>The pools of a node by kind, so that one kind's verdict can wait for another's artifact. Immutable and thread-safe.</summary>
internal sealed class PoolDirectory(IReadOnlyDictionary<string, IPoolFacts> pools)
{
    private readonly string[] _kinds = [.. pools.Keys.Order(StringComparer.Ordinal)];

    public IPoolFacts this[string kind] => pools[kind];

    /// <summary>How many kinds there are.</summary>
    public int Count => _kinds.Length;

    public bool Knows(string kind) => pools.ContainsKey(kind);

    /// <summary>Writes down the versions of all kinds as they are now.</summary>
    /// <param name="versions">One for each.</param>
    public void ReadVersions(long[] versions)
    {
        for (var i = 0; i < _kinds.Length; i++)
        {
            versions[i] = pools[_kinds[i]].Version;
        }
    }

    /// <summary>Whether a kind has changed since its version was written down.</summary>
    public bool HasChanged(string kind, long[] versions) => pools[kind].Version != versions[Array.BinarySearch(_kinds, kind, StringComparer.Ordinal)];

    /// <summary>Whether any kind has validated it.</summary>
    public bool IsValidated(ArtifactId id) => pools.Values.Any(pool => pool.StatusOf(id) == ArtifactStatus.Validated);
}
