using System.ComponentModel.DataAnnotations;

namespace Tidings.Blocks.Limits;

/// <summary>What misbehaviour costs a peer. What each offence counts is fixed: <see cref="Peers.Offence"/>, in points, 100 of which are the default ban line.</summary>
public sealed class ScoreOptions
{
    /// <summary>Points at which a peer is disconnected. Default 100: two deliberate lies in a row. Range 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public double BanLine { get; set; } = 100;

    /// <summary>Time in which points halve. Default 10 minutes, so that rare offences of a long session never add up. At least 1 s, at most a day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan HalfLife { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Length of a peer's first ban; each further one takes twice as long. Default 1 minute, from 1 s to a day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FirstBan { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest ban. Default 1 hour: a member is repaired or removed by its operators, not forgotten. From 1 s to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan LongestBan { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Time without an offence, counted from the end of a ban, after which earlier bans do not lengthen the next. Default 1 day, from 1 s to 365 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan ForgivenAfter { get; set; } = TimeSpan.FromDays(1);
}
