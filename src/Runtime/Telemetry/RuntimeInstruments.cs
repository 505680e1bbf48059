using System.Diagnostics.Metrics;
using Tidings.Runtime.Peers;

namespace Tidings.Runtime.Telemetry;

/// <summary>What the runtime counts, one method per event. Thread-safe; one per node.</summary>
internal sealed class RuntimeInstruments
{
    /// <summary>Name of the instrument that counts what lanes write.</summary>
    public const string FramesSent = "tidings.frame.sent";

    private readonly Counter<long> _frames;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _received;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _established;
    private readonly Counter<long> _disconnected;
    private readonly UpDownCounter<long> _sessions;
    private readonly UpDownCounter<long> _lanes;
    private readonly Histogram<double> _roundTrip;

    public RuntimeInstruments(Meter meter)
    {
        _frames = meter.CreateCounter<long>(FramesSent, "{frame}", "Frames written by lanes, heartbeats included.");
        _sent = meter.CreateCounter<long>("tidings.socket.sent", "By", "Bytes written to sockets, TLS included.");
        _received = meter.CreateCounter<long>("tidings.socket.received", "By", "Bytes read from sockets, TLS included.");
        _refused = meter.CreateCounter<long>("tidings.handshake.refused", "{handshake}", "Connections that did not become lanes, by reason.");
        _established = meter.CreateCounter<long>("tidings.handshake.established", "{handshake}", "Connections that became lanes.");
        _disconnected = meter.CreateCounter<long>("tidings.session.ended", "{session}", "Sessions that ended, by reason.");
        _sessions = meter.CreateUpDownCounter<long>("tidings.sessions", "{session}", "Sessions now.");
        _lanes = meter.CreateUpDownCounter<long>("tidings.lanes", "{lane}", "Lanes now.");
        _roundTrip = meter.CreateHistogram<double>("tidings.heartbeat.roundtrip", "s", "Round-trip times of answered heartbeats.");
    }

    public void FrameSent() => _frames.Add(1);

    public void SocketSent(int bytes) => _sent.Add(bytes);

    public void SocketReceived(int bytes) => _received.Add(bytes);

    public void HandshakeRefused(DisconnectReason reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));

    public void HandshakeEstablished() => _established.Add(1);

    public void SessionBegan() => _sessions.Add(1);

    public void SessionEnded(DisconnectReason reason)
    {
        _sessions.Add(-1);
        _disconnected.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
    }

    public void LaneUp() => _lanes.Add(1);

    public void LaneDown() => _lanes.Add(-1);

    public void RoundTrip(TimeSpan time) => _roundTrip.Record(time.TotalSeconds);
}
