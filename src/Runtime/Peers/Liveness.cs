namespace Tidings.Runtime.Peers;

/// <summary>What a lane does when its timer fires.</summary>
internal enum LifeSign
{
    None,
    Beat,
    Dead,
}

/// <summary>
/// Whether a lane lives: any byte counts, silence does only while we listen, and our own pauses do not. Round-trip time from answered heartbeats,
/// smoothed as in RFC 6298 (1/8). Not thread-safe.
/// </summary>
internal sealed class Liveness(PeersOptions options, TimeSpan start)
{
    private TimeSpan _forgiven = start;
    private TimeSpan _nextBeat = start;
    private TimeSpan _deadAt = TimeSpan.MaxValue;
    private TimeSpan _beatSent;
    private ulong _number;
    private bool _answered = true;

    /// <summary>Smoothed round-trip time; null before the first answer.</summary>
    public TimeSpan? RoundTrip { get; private set; }

    /// <summary>When <see cref="Check"/> is to be called next: for a beat, or because the silence is too long by then.</summary>
    public TimeSpan NextCheck => _deadAt < _nextBeat ? _deadAt : _nextBeat;

    /// <summary>What to do now.</summary>
    /// <param name="now">The time.</param>
    /// <param name="silentSince">Since when we wait for bytes and none came; null while we are not even reading.</param>
    public LifeSign Check(TimeSpan now, TimeSpan? silentSince)
    {
        // A check that comes late shows that this process stood still: what arrived meanwhile is still to be read.
        if (now - NextCheck > options.HeartbeatInterval / 2)
        {
            _forgiven = now;
        }

        _deadAt = silentSince is { } since ? (since > _forgiven ? since : _forgiven) + options.SilenceMax : TimeSpan.MaxValue;
        return now >= _deadAt ? LifeSign.Dead : now >= _nextBeat ? LifeSign.Beat : LifeSign.None;
    }

    /// <summary>Silence up to now was ours: it counts anew.</summary>
    public void Forgive(TimeSpan now) => _forgiven = now;

    /// <summary>A heartbeat goes out: its number.</summary>
    public ulong Beat(TimeSpan now)
    {
        _nextBeat = now + options.HeartbeatInterval;
        _beatSent = now;
        _answered = false;
        return ++_number;
    }

    /// <summary>The peer answered a heartbeat. Only the last one counts, once: an echo can be repeated, but not make the time shorter.</summary>
    /// <returns>The round-trip time measured, or null.</returns>
    public TimeSpan? Echo(ulong number, TimeSpan now)
    {
        if (_answered || number != _number)
        {
            return null;
        }

        _answered = true;
        var sample = now - _beatSent;
        RoundTrip = RoundTrip is { } smoothed ? smoothed + ((sample - smoothed) / 8) : sample;
        return sample;
    }
}
