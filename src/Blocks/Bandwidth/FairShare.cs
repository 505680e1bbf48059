namespace Tidings.Blocks.Bandwidth;

/// <summary>
/// Weighted fairness between those that wait, by start-time fair queueing (Goyal, Vin, Cheng 1996): whoever has had the fewest bytes for its weight is next.
/// Who did not wait has no claim to what it missed beyond one credit, so over any time in which two of equal weight both wait their bytes differ by
/// at most the credit and two items, the bound of deficit round robin with that quantum, and no order of visits is needed.
/// </summary>
internal sealed class FairShare<TKey>(double credit, Func<TKey, double> weight)
    where TKey : notnull
{
    private readonly Dictionary<TKey, double> _tags = [];
    private double _now;

    /// <summary>Bytes had per weight; the smallest is next.</summary>
    public double TagOf(TKey key) => Math.Max(_tags.GetValueOrDefault(key), _now - (credit / weight(key)));

    public void Serve(TKey key, long bytes)
    {
        var tag = TagOf(key);
        _now = Math.Max(_now, tag);
        _tags[key] = tag + (bytes / weight(key));
    }

    /// <summary>Some of what was served was not used.</summary>
    public void Return(TKey key, long bytes) => _tags[key] = TagOf(key) - (bytes / weight(key));

    public void Forget(TKey key) => _tags.Remove(key);
}
