using System.Diagnostics.Metrics;

namespace Tidings.Blocks.Publish;

/// <summary>What the publish stage counts.</summary>
internal sealed class PublishInstruments(Meter meter, string kind)
{
    private readonly KeyValuePair<string, object?> _kind = new("kind", kind);

    private readonly Counter<long> _adverts = meter.CreateCounter<long>(
        "tidings.advert.sent", "{update}", "Slot updates handed to peers' connections, pushes included.");

    private readonly Counter<long> _pushes = meter.CreateCounter<long>(
        "tidings.push.sent", "{artifact}", "Slot updates that carried the whole artifact.");

    private readonly Counter<long> _mismatches = meter.CreateCounter<long>(
        "tidings.digest.mismatch", "{page}", "Pages, or sets of held marks, that differed from what the peer said of them.");

    public void Handled(PublishEffects effects)
    {
        if (effects.UpdatesSent > 0)
        {
            _adverts.Add(effects.UpdatesSent, _kind);
        }

        if (effects.PushesSent > 0)
        {
            _pushes.Add(effects.PushesSent, _kind);
        }

        if (effects.HeldMismatch is not null)
        {
            _mismatches.Add(1, _kind, new("of", "held"));
        }
    }
}
