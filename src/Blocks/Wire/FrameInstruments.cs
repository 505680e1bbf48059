using System.Diagnostics.Metrics;

namespace Tidings.Blocks.Wire;

/// <summary>What an operator sees of refused frames, whoever refuses them: the lane that reads them or the stage that decodes them.</summary>
internal sealed class FrameInstruments(Meter meter)
{
    private readonly Counter<long> _refused = meter.CreateCounter<long>("tidings.frame.refused", "{frame}", "Frames refused, by reason.");

    public void Refused(WireError reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
}
