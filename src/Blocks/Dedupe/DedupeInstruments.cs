using System.Diagnostics.Metrics;

namespace Tidings.Blocks.Dedupe;

/// <summary>What the dedupe stage counts.</summary>
internal sealed class DedupeInstruments(Meter meter, string kind)
{
    private static readonly string[] Outcomes = ["offered", "held", "refused", "unresolved", "tombstone", "repeated", "old", "out-of-range"];

    private readonly Counter<long> _offered = meter.CreateCounter<long>(
        "tidings.advert.offered", "{update}", "Slot updates of peers, by what became of them.");

    private readonly Counter<long> _mismatches = meter.CreateCounter<long>(
        "tidings.digest.mismatch", "{page}", "Pages, or sets of held marks, that differed from what the peer said of them.");

    public void Handled(DedupeEffects effects)
    {
        for (var outcome = 0; outcome < Outcomes.Length; outcome++)
        {
            if (effects.Outcomes[outcome] > 0)
            {
                _offered.Add(effects.Outcomes[outcome], new("kind", kind), new("outcome", Outcomes[outcome]));
            }
        }

        if (effects.Mismatch is { } mismatch)
        {
            _mismatches.Add(mismatch.Pages.Count, new("kind", kind), new("of", "slots"));
        }
    }
}
