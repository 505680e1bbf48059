namespace Tidings.Blocks.Bandwidth;

/// <summary>What follows from one input. Used again for the next: read it before that.</summary>
internal sealed class BandwidthEffects
{
    /// <summary>The message goes on, or null.</summary>
    public OutboundMessage? Send { get; private set; }

    /// <summary>The message has no grant of its session and lane any more: free its lease. Or null.</summary>
    public OutboundMessage? Dropped { get; private set; }

    /// <summary>Grants, in the order in which they were decided.</summary>
    public List<KeyValuePair<Flow, Grant>> Grants { get; } = [];

    public void Clear()
    {
        Send = null;
        Dropped = null;
        Grants.Clear();
    }

    public void Pass(OutboundMessage message) => Send = message;

    public void Drop(OutboundMessage message) => Dropped = message;
}
