using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Limits;

/// <summary>A peer's score at one moment, with the evidence behind it.</summary>
/// <param name="Points">Points now, those for rejected artifacts included as far as they count.</param>
/// <param name="Bans">Bans that lengthen the next.</param>
/// <param name="BannedUntil">End of the ban in force, as time since the start of the node, or null.</param>
/// <param name="Offences">How often each offence was reported since the record began; only those that were.</param>
/// <param name="LastDetail">What was said of the last one.</param>
internal sealed record PeerScore(
    double Points, int Bans, TimeSpan? BannedUntil, IReadOnlyList<KeyValuePair<Offence, long>> Offences, string LastDetail);

/// <summary>The effect of an offence that crossed the ban line: close the session and accept none before the time.</summary>
internal sealed record Disconnect(NodeId Peer, TimeSpan Until, PeerScore Evidence);
