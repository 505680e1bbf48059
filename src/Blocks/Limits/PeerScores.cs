using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Limits;

/// <summary>
/// Points per offence, decaying; at the ban line a peer is sent away for a time that doubles. A record per member that ever offended; not thread-safe.
/// Rejected artifacts alone never ban: they count for at most half the line, and start anew with each membership version.
/// </summary>
internal sealed class PeerScores(ScoreOptions options)
{
    private const int DetailMax = 200;

    private readonly Dictionary<NodeId, Record> _records = [];

    /// <summary>Counts an offence. During a ban it is evidence only.</summary>
    /// <param name="peer">Who did it.</param>
    /// <param name="offence">What.</param>
    /// <param name="detail">For the operator; the first 200 characters are kept.</param>
    /// <param name="membershipVersion">The version in force now.</param>
    /// <param name="now">Time since the start of the node.</param>
    /// <returns>What to do, or null.</returns>
    public Disconnect? Report(NodeId peer, Offence offence, string detail, ulong membershipVersion, TimeSpan now)
    {
        if (!_records.TryGetValue(peer, out var record))
        {
            _records.Add(peer, record = new Record { At = now, LastOffence = now });
        }

        Decay(record, membershipVersion, now);
        record.LastOffence = now;
        record.Counts[(int)offence]++;
        record.LastDetail = detail.Length <= DetailMax ? detail : detail[..DetailMax];
        if (now < record.BannedUntil)
        {
            return null;
        }

        if (offence == Offence.Invalid)
        {
            record.Invalid += OffencePoints.Of(offence);
        }
        else
        {
            record.Points += OffencePoints.Of(offence);
        }

        if (Sum(record) < options.BanLine)
        {
            return null;
        }

        record.BannedUntil = now + BanTime(record.Bans);
        var evidence = ScoreOf(record, now);
        record.Bans++;
        record.Points = 0;
        record.Invalid = 0;
        return new Disconnect(peer, record.BannedUntil, evidence);
    }

    /// <summary>Whether a session with the peer is refused now.</summary>
    public bool IsBanned(NodeId peer, TimeSpan now) => _records.TryGetValue(peer, out var record) && now < record.BannedUntil;

    /// <summary>The score now, or null for a peer without a record.</summary>
    public PeerScore? Find(NodeId peer, ulong membershipVersion, TimeSpan now)
    {
        if (!_records.TryGetValue(peer, out var record))
        {
            return null;
        }

        Decay(record, membershipVersion, now);
        return ScoreOf(record, now);
    }

    /// <summary>Drops the record of a peer that left the membership.</summary>
    public void Forget(NodeId peer) => _records.Remove(peer);

    // Half of the line and not all of it: one old slip of another sort must not turn rejections into a ban.
    private double Sum(Record record) => record.Points + Math.Min(record.Invalid, options.BanLine / 2);

    private TimeSpan BanTime(int earlier)
    {
        var time = options.FirstBan;
        for (var i = 0; i < earlier && time < options.LongestBan; i++)
        {
            time *= 2;
        }

        return time < options.LongestBan ? time : options.LongestBan;
    }

    private void Decay(Record record, ulong membershipVersion, TimeSpan now)
    {
        var factor = Math.Pow(0.5, (now - record.At) / options.HalfLife);
        record.Points *= factor;
        record.Invalid = record.MembershipVersion == membershipVersion ? record.Invalid * factor : 0;
        var quietSince = record.LastOffence > record.BannedUntil ? record.LastOffence : record.BannedUntil;
        if (now - quietSince >= options.ForgivenAfter)
        {
            record.Bans = 0;
        }

        record.MembershipVersion = membershipVersion;
        record.At = now;
    }

    private PeerScore ScoreOf(Record record, TimeSpan now) => new(
        Sum(record),
        record.Bans,
        now < record.BannedUntil ? record.BannedUntil : null,
        [.. Enum.GetValues<Offence>().Where(offence => record.Counts[(int)offence] > 0).Select(offence => KeyValuePair.Create(offence, record.Counts[(int)offence]))],
        record.LastDetail);

    private sealed class Record
    {
        public double Points { get; set; }

        public double Invalid { get; set; }

        public TimeSpan At { get; set; }

        public TimeSpan LastOffence { get; set; }

        public ulong MembershipVersion { get; set; }

        public TimeSpan BannedUntil { get; set; } = TimeSpan.MinValue;

        public int Bans { get; set; }

        public long[] Counts { get; } = new long[Enum.GetValues<Offence>().Length];

        public string LastDetail { get; set; } = "";
    }
}
