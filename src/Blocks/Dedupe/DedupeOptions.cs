using System.ComponentModel.DataAnnotations;

namespace Tidings.Blocks.Dedupe;

/// <summary>
/// How the tables of the neighbours' adverts are kept. Their memory is bounded by slots times peers: about 32 bytes a slot in use, and about
/// 350 bytes for each different advert. Read once, when the stage is made.
/// </summary>
public sealed class DedupeOptions
{
    /// <summary>
    /// Shortest time between two requests to repeat the same page of a peer's table. Default 2 s, the heartbeat: a digest that differs twice within one
    /// is the same difference. From 100 ms to 1 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan MismatchInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long an advert by short id waits for its artifact, which its maker pushes here, before its sender is asked for the whole advert. Default 100 ms,
    /// longer than a push takes that was sent when the relay validated it. From 0 to 10 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan ResolveWithin { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Adverts by short id that one peer is asked for within <see cref="ResolveWithin"/>; the rest a while later. Default 64: more than a maker that died leaves
    /// behind, and little of a pool that a node which comes late hears of and has from its makers soon. From 1 to 4096.
    /// </summary>
    [Range(1, 4096)]
    public int AsksMax { get; set; } = 64;

    /// <summary>
    /// Peers without a session whose tables are kept, so that a short break does not send everything again. Default 256, the largest subnet this is
    /// made for; beyond it the longest absent is forgotten. 0 keeps none.
    /// </summary>
    [Range(0, 1 << 16)]
    public int AbsentPeersMax { get; set; } = 256;

    /// <summary>
    /// Marks of removed artifacts kept while nobody advertises them. Default 4096: one pool of the default size may be emptied before the
    /// neighbours advertise what they still hold, which who gave or was given a short mark does in a new session only. A mark costs about 110 bytes.
    /// </summary>
    [Range(0, 1 << 20)]
    public int UnadvertisedMarksMax { get; set; } = 4096;
}
