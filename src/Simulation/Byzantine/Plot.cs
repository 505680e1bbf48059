using Tidings.Blocks.Artifacts;

namespace Tidings.Simulation.Byzantine;

/// <summary>What several liars know together: one for each kind, made before their graphs are edited. Thread-safe.</summary>
public sealed class Plot
{
    private const int AdvertsMax = 65_536;

    private readonly Lock _lock = new();
    private readonly HashSet<ArtifactId> _known = [];
    private readonly List<Advert> _adverts = [];

    internal void Hear(IEnumerable<Advert> adverts)
    {
        lock (_lock)
        {
            _adverts.AddRange(adverts.Where(advert => _adverts.Count < AdvertsMax && _known.Add(advert.Id)));
        }
    }

    internal IReadOnlyList<Advert> Since(int count)
    {
        lock (_lock)
        {
            return _adverts[Math.Min(count, _adverts.Count)..];
        }
    }
}
