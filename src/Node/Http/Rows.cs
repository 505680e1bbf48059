using Tidings.Runtime.Peers;

namespace Tidings.Node.Http;

/// <summary>The answer to a submission.</summary>
internal sealed record Submitted(string Id, string Name, long Size);

/// <summary>One health check's result.</summary>
internal sealed record HealthRow(string Check, string Status, string? Description);

/// <summary>A peer, as the endpoint shows it.</summary>
internal sealed record PeerRow(
    string Id, string? Address, string State, int Lanes, double? RoundTripMs, double Score, long BytesSent, long BytesReceived, string? LastEnd)
{
    public static PeerRow Of(PeerInfo peer) => new(
        peer.Id.ToString(),
        peer.Address,
        peer.State.ToString(),
        peer.Lanes.Count,
        peer.RoundTrip?.TotalMilliseconds,
        peer.Score,
        peer.BytesSent,
        peer.BytesReceived,
        peer.LastEnd?.ToString());
}
