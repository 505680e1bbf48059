using System.Diagnostics.Metrics;

namespace Tidings.Blocks.Prioritize;

/// <summary>What the prioritize stage counts.</summary>
internal sealed class PrioritizeInstruments
{
    private readonly Counter<long> _displaced;
    private readonly KeyValuePair<string, object?> _kind;
    private long _waiting, _started;

    public PrioritizeInstruments(Meter meter, string kind)
    {
        _kind = new("kind", kind);
        _displaced = meter.CreateCounter<long>("tidings.advert.displaced", "{advert}", "Adverts lost because one peer brought too many.");
        meter.CreateObservableGauge(
            "tidings.advert.waiting", () => new Measurement<long>(Volatile.Read(ref _waiting), _kind), "{advert}", "Adverts in the priority buffer.");
        meter.CreateObservableGauge(
            "tidings.download.active", () => new Measurement<long>(Volatile.Read(ref _started), _kind), "{download}", "Downloads admitted and not ended.");
    }

    public void Handled(int adverts, int started, int displaced)
    {
        Volatile.Write(ref _waiting, adverts);
        Volatile.Write(ref _started, started);
        if (displaced > 0)
        {
            _displaced.Add(displaced, _kind);
        }
    }
}
