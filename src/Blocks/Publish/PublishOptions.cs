using System.ComponentModel.DataAnnotations;

namespace Tidings.Blocks.Publish;

/// <summary>How adverts and held marks are told. Read once, when the stage is made.</summary>
public sealed class PublishOptions
{
    /// <summary>
    /// Time between two digests of what a peer was told. Default 2 s: what is lost without notice is found within it. From 100 ms to 1 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long the advert of somebody else's pushed artifact, or of one chunk, waits for the word of a neighbour of its maker that it has it, too.
    /// Default 100 ms: most have arrived by then, and nothing is said. Of two neighbours the one with the smaller id gives that word after a quarter of it, by a short mark, and the
    /// other one asks after twice of it for what it still lacks. What has waited goes with the next update to that peer, or after half of the delay more with what has come by then. Whoever is no neighbour of the maker hears
    /// at once. In a new session the adverts of what others pushed are told little by little, in steps of this delay, 100 ms at most. 0 tells everybody without it; at most 10 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan RelayDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How long what nobody waits for (held marks, adverts of what others pushed) waits beyond that for more of its sort; such an advert goes earlier when a frame
    /// of updates goes to that peer anyway, and marks that would go within <see cref="AnswerWithin"/> with whatever does. Default 2 ms: publishers know soon, and an artifact is at every node before the first of them answers
    /// (as acknowledgements are delayed in TCP, RFC 1122). A subnet that publishes all the time sends far fewer frames with some seconds; an artifact whose maker died before it told everybody then takes
    /// that much longer to the rest. 0 tells at once; at most 1 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan GatherFor { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How long short marks gather: they are to arrive before the relayed adverts that they save have waited long enough, but for who wants few frames.</summary>
    internal TimeSpan GatherShortMarksFor => GatherFor > RelayDelay / 4 ? GatherFor : RelayDelay / 4;

    /// <summary>How long a short mark waits for its artifact to come from the maker, before who gave it is asked.</summary>
    internal TimeSpan ShortMarksWithin => 2 * RelayDelay;

    /// <summary>How long relayed adverts wait for company when their delay is over: nobody waits for them, and a frame for each costs more than they do.</summary>
    internal TimeSpan GatherRelaysFor => GatherFor > RelayDelay / 2 ? GatherFor : RelayDelay / 2;

    /// <summary>
    /// How many pushes a peer leaves unanswered before changes to it gather. Default 8: one artifact now and then waits for nothing, though its marks come a moment later, and a
    /// busy subnet sends full frames. From 1: after each; at most 4096.
    /// </summary>
    [Range(1, 4096)]
    public int GatherFromPushes { get; set; } = 8;

    /// <summary>
    /// How long changes and marks gather after so many pushes to a peer: until it answers with its marks, many wait, or this has passed. Default 5 ms: an idle subnet waits
    /// for nothing, and a busy one sends few and full frames (as Nagle's algorithm does for TCP, RFC 896, with marks for acknowledgements). 0 never waits; at most 1 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Changes that gather at most, in bytes. Default 16 KiB: a full TLS record. From 1 KiB to 60 KiB.</summary>
    [Range(1 << 10, 60 << 10)]
    public int GatherBytesMax { get; set; } = 16 << 10;

    /// <summary>Largest frame of adverts, marks or digests, in bytes. Default 60 KiB: a control frame may have 64 KiB. From 1 KiB.</summary>
    [Range(1 << 10, 60 << 10)]
    public int FrameBytesMax { get; set; } = 60 << 10;

    /// <summary>Pages of 256 slots whose digests are told with one heartbeat; the next ones follow with the next. Default 256: 3.5 KiB.</summary>
    [Range(1, 4096)]
    public int DigestPagesMax { get; set; } = 256;

    /// <summary>
    /// Bytes of repeated pages that a peer may cause per heartbeat, beside a tenth of what it is sent in any case. Default 6,554: a tenth of a
    /// lane's room for control. A page goes out when the account is not overdrawn.
    /// </summary>
    [Range(1, 1 << 20)]
    public int RepairBytesPerHeartbeat { get; set; } = 6_554;

    /// <summary>
    /// Peers without a session of which is remembered what they were told, so that a short break does not send everything again. Default 256, the
    /// largest subnet this is made for; beyond it the longest absent is forgotten. 0 remembers none.
    /// </summary>
    [Range(0, 1 << 16)]
    public int AbsentPeersMax { get; set; } = 256;

    /// <summary>
    /// How long a receipt that is waited for bears too few connected neighbours before it says so. Default 10 s: longer than the reconnection
    /// after a short break. From 0 to 1 h.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ReceiptPatience { get; set; } = TimeSpan.FromSeconds(10);
}
