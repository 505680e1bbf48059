using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Move;

/// <summary>Why artifacts that are not here are not fetched again: bounded and ageing. Not thread-safe.</summary>
internal sealed class RefusedMemory(int capacity)
{
    private readonly Dictionary<ArtifactId, (ArtifactStatus Status, TimeSpan Until)> _byId = [];
    private readonly SortedSet<(TimeSpan Until, ArtifactId Id)> _byAge = [];

    public int Count => _byId.Count;

    /// <summary>How many were forgotten so far.</summary>
    public long Forgotten { get; private set; }

    /// <summary>When the next id is forgotten.</summary>
    public TimeSpan? NextExpiry => _byAge.Count == 0 ? null : _byAge.Min.Until;

    public ArtifactStatus StatusOf(ArtifactId id) => _byId.TryGetValue(id, out var known) ? known.Status : ArtifactStatus.Unknown;

    public void Remember(ArtifactId id, ArtifactStatus status, TimeSpan until)
    {
        Forget(id);
        _byId.Add(id, (status, until));
        _byAge.Add((until, id));
        if (_byId.Count > capacity)
        {
            Forget(_byAge.Min.Id);
        }
    }

    public bool Forget(ArtifactId id)
    {
        if (!_byId.Remove(id, out var known))
        {
            return false;
        }

        Forgotten++;
        return _byAge.Remove((known.Until, id));
    }

    /// <returns>What was forgotten.</returns>
    public List<ArtifactId> Expire(TimeSpan now)
    {
        var expired = new List<ArtifactId>();
        while (NextExpiry is { } next && next <= now)
        {
            expired.Add(_byAge.Min.Id);
            Forget(_byAge.Min.Id);
        }

        return expired;
    }
}
