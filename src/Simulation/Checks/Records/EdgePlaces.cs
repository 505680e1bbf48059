namespace Tidings.Simulation.Checks.Records;

/// <summary>
/// Where an edge ends. Only edges count that end at the stage itself: with a cut before it there are several of one type, and what the stage gets is what passes
/// the last.
/// </summary>
internal sealed class EdgePlaces(IReadOnlyList<KindRecord> kinds)
{
    // By reference: an edge always says the same string.
    private readonly Dictionary<string, (bool IsLast, KindRecord? Kind)> _found = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether the edge ends at the stage of its role, and of which kind that is; null for the trunk.</summary>
    public (bool IsLast, KindRecord? Kind) Of(string edge, EdgeRole role)
    {
        if (!_found.TryGetValue(edge, out var place))
        {
            _found.Add(edge, place = Find(edge, role));
        }

        return place;
    }

    private (bool, KindRecord?) Find(string edge, EdgeRole role)
    {
        var stage = role.ToString().ToLowerInvariant();
        if (edge.EndsWith($"> {stage}", StringComparison.Ordinal))
        {
            return (true, null);
        }

        var kind = kinds.FirstOrDefault(kind => edge.EndsWith($"> {kind.Kind}/{stage}", StringComparison.Ordinal));
        return (kind is not null, kind);
    }
}
