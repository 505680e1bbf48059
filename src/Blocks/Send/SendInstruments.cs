using System.Diagnostics.Metrics;
using Tidings.Blocks.Bandwidth;

namespace Tidings.Blocks.Send;

/// <summary>What left the graph, by kind and role.</summary>
internal sealed class SendInstruments(Meter meter)
{
    private readonly Counter<long> _sent = meter.CreateCounter<long>("tidings.sent", "By", "Bytes handed to lanes, framing included, TLS not.");

    private readonly Counter<long> _dropped =
        meter.CreateCounter<long>("tidings.sent.dropped", "{message}", "Messages dropped because their session or lane was gone.");

    public void Sent(OutboundMessage message) => _sent.Add(message.Bytes, Kind(message), Role(message));

    public void Dropped(OutboundMessage message) => _dropped.Add(1, Kind(message), Role(message));

    private static KeyValuePair<string, object?> Kind(OutboundMessage message) => new("kind", message.Flow.Kind);

    private static KeyValuePair<string, object?> Role(OutboundMessage message) => new("role", message.Flow.Role.ToString());
}
