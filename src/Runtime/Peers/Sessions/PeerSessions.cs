using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Peers.Sessions;

/// <summary>All that a node knows of its sessions with one peer: at most one session, its lanes, and when to dial what. Not thread-safe.</summary>
internal sealed class PeerSessions(NodeId self, NodeId peer, PeersOptions options, Random random, Func<long> nextSession, TimeSpan now)
{
    private readonly bool _weAreSmaller = self.CompareTo(peer) < 0;
    private readonly DialSchedule[] _dials = [.. Enumerable.Range(0, options.Lanes).Select(_ => new DialSchedule(options, random))];
    private readonly IncarnationLog _incarnations = new(options);

    // Lanes 0 that the larger side holds until the smaller one has closed them.
    private readonly List<long> _muted = [];
    private TimeSpan _largerDialsFrom = now + (options.LargerFirstDialsAfter < options.LargerDialsAfter ? options.LargerFirstDialsAfter : options.LargerDialsAfter);
    private TimeSpan _blockedUntil;
    private DisconnectReason _blockedFor;
    private bool _dialable;

    public Session? Current { get; private set; }

    public bool Wanted { get; private set; }

    public void Want(bool wanted, bool dialable, TimeSpan now)
    {
        if (wanted && (!Wanted || dialable != _dialable))
        {
            _dials[0].Forget(now);
        }

        Wanted = wanted;
        _dialable = dialable;
    }

    /// <summary>Whether HELLO may be answered with READY: what can be known before the lane exists.</summary>
    public DisconnectReason? Refusal(int lane, ulong incarnation, ulong ourNonce, ulong peerNonce, TimeSpan now)
    {
        if (now < _blockedUntil)
        {
            return _blockedFor;
        }

        if (lane == 0)
        {
            return _weAreSmaller && Current is { DialledByUs: true } current && current.Incarnation == incarnation ? DisconnectReason.DuplicateSession : null;
        }

        return Current is not { } session || !session.IsNamed(incarnation, ourNonce, peerNonce) ? DisconnectReason.NoSuchSession
            : session.DialledByUs || lane >= PeersOptions.LanesLimit ? DisconnectReason.LaneRefused
            : null;
    }

    public void Ready(ReadyConnection connection, TimeSpan now, List<SessionEffect> effects)
    {
        if (connection.DialledByUs && connection.Lane < _dials.Length)
        {
            _dials[connection.Lane].Finished();
        }

        if (now < _blockedUntil)
        {
            effects.Add(new Close(connection.Id, _blockedFor));
        }
        else if (connection.Lane == 0)
        {
            Lane0Ready(connection, now, effects);
        }
        else
        {
            BulkReady(connection, now, effects);
        }
    }

    public void Closed(long connection, DisconnectReason reason, TimeSpan now, List<SessionEffect> effects)
    {
        if (_muted.Remove(connection) || Current is not { } session)
        {
            return;
        }

        var lane = session.Lanes.Where(l => l.Value == connection).Select(static l => l.Key).DefaultIfEmpty(-1).First();
        if (lane == 0)
        {
            End(reason, connection, now, effects);
        }
        else if (lane > 0)
        {
            session.Unset(lane);
            effects.Add(new LaneDown(peer, session.Number, lane));
            if (lane < _dials.Length)
            {
                _dials[lane].Lost(now);
            }
        }
    }

    public void DialFailed(int lane, TimeSpan now) => _dials[lane].Failed(now);

    public void Block(TimeSpan until, DisconnectReason reason, TimeSpan now, List<SessionEffect> effects)
    {
        _blockedUntil = until > _blockedUntil ? until : _blockedUntil;
        _blockedFor = reason;
        End(reason, gone: null, now, effects);
    }

    /// <summary>Ends the session, if there is one, and everything that waits beside it.</summary>
    /// <param name="reason">Said on lane 0 and in <see cref="Left"/>.</param>
    /// <param name="gone">The connection that is closed already.</param>
    /// <param name="now">The time.</param>
    /// <param name="effects">Where the effects go.</param>
    public void End(DisconnectReason reason, long? gone, TimeSpan now, List<SessionEffect> effects)
    {
        foreach (var connection in _muted)
        {
            effects.Add(new Close(connection, DisconnectReason.SessionEnded));
        }

        _muted.Clear();
        if (Current is not { } session)
        {
            return;
        }

        Current = null;
        _largerDialsFrom = now + options.LargerDialsAfter;
        _dials[0].Lost(now);
        foreach (var (lane, connection) in session.Lanes.Where(l => l.Value != gone))
        {
            effects.Add(new Close(connection, lane == 0 ? reason : DisconnectReason.SessionEnded));
        }

        effects.Add(new Left(peer, session.Number, reason));
    }

    public void DialDue(TimeSpan now, List<SessionEffect> effects)
    {
        for (var lane = 0; lane < _dials.Length; lane++)
        {
            if (DueTime(lane) is { } due && due <= now)
            {
                effects.Add(new Dial(peer, lane, _dials[lane].Begin(), Current?.OurNonce ?? 0, Current?.PeerNonce ?? 0));
            }
        }
    }

    public TimeSpan? NextDial() => Enumerable.Range(0, _dials.Length).Min(DueTime);

    private TimeSpan? DueTime(int lane)
    {
        var dial = _dials[lane];
        if (dial.InFlight || !Wanted || !_dialable)
        {
            return null;
        }

        if (lane > 0)
        {
            return Current is { DialledByUs: true } session && !session.Lanes.ContainsKey(lane) ? dial.Due : null;
        }

        var patience = _weAreSmaller ? TimeSpan.Zero : _largerDialsFrom;
        return Current is null ? Latest(Latest(dial.Due, _blockedUntil), patience) : null;
    }

    private static TimeSpan Latest(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private void Lane0Ready(ReadyConnection connection, TimeSpan now, List<SessionEffect> effects)
    {
        var changes = _incarnations.Record(connection.Incarnation, now);
        if (changes > options.IncarnationsMax)
        {
            _incarnations.Clear();
            effects.Add(new Close(connection.Id, DisconnectReason.KeyUsedTwice));
            Block(now + options.IncarnationWindow, DisconnectReason.KeyUsedTwice, now, effects);
            effects.Add(new KeyUsedTwice(peer, changes, _blockedUntil));
            return;
        }

        // Of two connections of one process, the one that the smaller node dialled stays; of two that the same side dialled, the newer, because
        // that side dials again only once it has lost the first.
        if (Current is { } current && current.Incarnation == connection.Incarnation && current.DialledByUs != connection.DialledByUs)
        {
            if (connection.DialledByUs != _weAreSmaller)
            {
                CloseOrMute(connection.Id, effects);
                return;
            }

            var old = current.Lanes[0];
            End(DisconnectReason.DuplicateSession, gone: old, now, effects);
            CloseOrMute(old, effects);
        }
        else
        {
            End(DisconnectReason.Replaced, gone: null, now, effects);
        }

        Begin(connection, now, effects);
    }

    private void CloseOrMute(long connection, List<SessionEffect> effects)
    {
        if (_weAreSmaller)
        {
            effects.Add(new Close(connection, DisconnectReason.DuplicateSession));
        }
        else
        {
            _muted.Add(connection);
            effects.Add(new Mute(connection));
        }
    }

    private void Begin(ReadyConnection connection, TimeSpan now, List<SessionEffect> effects)
    {
        Current = new Session(nextSession(), connection);
        _dials[0].Up(now);
        for (var lane = 1; lane < _dials.Length; lane++)
        {
            _dials[lane].Forget(now);
        }

        effects.Add(new Joined(peer, Current.Number, connection.Incarnation, connection.Kinds, connection.Id));
        effects.Add(new LaneUp(peer, Current.Number, 0, connection.Id));
    }

    private void BulkReady(ReadyConnection connection, TimeSpan now, List<SessionEffect> effects)
    {
        if (Current is not { } session || !session.Owns(connection))
        {
            effects.Add(new Close(connection.Id, DisconnectReason.NoSuchSession));
            if (connection.DialledByUs && connection.Lane < _dials.Length)
            {
                _dials[connection.Lane].Failed(now);
            }

            return;
        }

        if (session.Lanes.TryGetValue(connection.Lane, out var old))
        {
            effects.Add(new Close(old, DisconnectReason.Replaced));
            effects.Add(new LaneDown(peer, session.Number, connection.Lane));
        }

        session.Set(connection.Lane, connection.Id);
        if (connection.Lane < _dials.Length)
        {
            _dials[connection.Lane].Up(now);
        }

        effects.Add(new LaneUp(peer, session.Number, connection.Lane, connection.Id));
    }
}
