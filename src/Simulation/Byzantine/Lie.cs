using Tidings.Blocks.Bandwidth;

namespace Tidings.Simulation.Byzantine;

/// <summary>What a Byzantine node does with what it sends, just before it reaches the lanes. One call at a time; must not throw.</summary>
internal abstract class Lie
{
    /// <summary>How often <see cref="Tick"/> is called; null for never.</summary>
    public virtual TimeSpan? Interval => null;

    /// <summary>What is sent instead of a message that honest stages made.</summary>
    public virtual IEnumerable<OutboundMessage> Pass(OutboundMessage message) => [message];

    /// <summary>What is sent although nobody asked for it.</summary>
    public virtual IEnumerable<OutboundMessage> Tick() => [];
}
