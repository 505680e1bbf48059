using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Publish;

/// <summary>
/// The publish stage without its block: one input at a time, and what follows from it. It says how much it has for whom, and makes a message only when
/// room for it is granted. Not thread-safe.
/// </summary>
internal sealed class PublishCore
{
    private readonly PublishSettings _settings;
    private readonly Flow _flow;
    private readonly SlotAllocator _slots;
    private readonly Neighbours _neighbours;
    private readonly Announcer _announcer;
    private readonly NeighbourWriter _writer;
    private readonly NeighbourReader _reader;
    private readonly PublishEffects _effects = new();
    private TimeSpan? _nextHeartbeat;

    public PublishCore(PublishSettings settings, IHolderIndex index, ReceiptBook receipts)
    {
        _settings = settings;
        _flow = new Flow(settings.Kind, FlowRole.Publish);
        _slots = new SlotAllocator(settings.Limits.Slots);
        _neighbours = new Neighbours(settings, receipts);
        _announcer = new Announcer(settings, _slots, _neighbours, index, receipts);
        _writer = new NeighbourWriter(settings, _slots, _announcer, receipts);
        _reader = new NeighbourReader(settings, _slots, _neighbours, _announcer, receipts);
    }

    /// <summary>When time alone changes something, or null while nobody is connected.</summary>
    public TimeSpan? NextWake => Neighbours.Earlier(_nextHeartbeat, _neighbours.NextDue);

    /// <param name="input">What came.</param>
    /// <param name="now">The time.</param>
    /// <param name="isLast">Whether nothing else waits: what is due and what is there for whom is said once for all that came together.</param>
    public PublishEffects Handle(PublishInput input, TimeSpan now, bool isLast = true)
    {
        var effects = _effects;
        effects.Clear();
        switch (input)
        {
            case PublishChanges changes:
                foreach (var change in changes.Changes)
                {
                    _announcer.Change(change, now);
                }

                break;
            case PublishReleased released:
                _announcer.Release(released.Ids);
                break;
            case PublishMessage message:
                _reader.Read(message.Message, now, effects);
                break;
            case PublishOwed owed:
                _reader.Owe(owed.Owed, now);
                break;
            case PublishPeer { Event: PeerJoined joined }:
                _announcer.Introduce(_neighbours.Join(joined), now);
                break;
            case PublishPeer { Event: PeerLeft left }:
                _neighbours.Leave(left);
                _announcer.IntroduceWhatWasMadeBy(left.Peer);
                break;
            case PublishGranted granted:
                foreach (var grant in granted.Grants.Items)
                {
                    Use(grant, now, effects);
                }

                break;
        }

        if (isLast)
        {
            Pass(now);
            Demand(now, effects);
        }

        return effects;
    }

    /// <summary>What is due by now, whichever input came.</summary>
    private void Pass(TimeSpan now)
    {
        var isHeartbeat = _nextHeartbeat <= now;
        foreach (var neighbour in _neighbours.Connected)
        {
            neighbour.HeldOut.Ripen(now);
            neighbour.ShortMarksOut.Ripen(now);
            Announcer.AskForUnmet(neighbour, now);
            _announcer.Ripen(neighbour, now);
            if (isHeartbeat)
            {
                if (neighbour.IsRevealDue)
                {
                    _announcer.RevealMarked(neighbour, now);
                }

                neighbour.Repairs.Heartbeat();
                neighbour.IsDigestDue = neighbour.IsSynced && _slots.Slots.Count > 0;
                neighbour.IsHeldDigestDue = neighbour.HeldOut.Count > 0 || neighbour.ShortMarksOut.Digest != 0;
            }

            _announcer.IntroduceMore(neighbour, now);
        }

        if (isHeartbeat)
        {
            _neighbours.DropGhosts();
            _nextHeartbeat = null;
        }

        if (_nextHeartbeat is null && _neighbours.Connected.Length > 0)
        {
            _nextHeartbeat = now + _settings.Options.HeartbeatInterval;
        }
    }

    /// <summary>Says what is there for whom: once, and again when it has doubled or something more urgent came, so that a burst costs few words.</summary>
    private void Demand(TimeSpan now, PublishEffects effects)
    {
        foreach (var neighbour in _neighbours.Connected)
        {
            if (neighbour.IsGathering && now < neighbour.AnswerDue)
            {
                continue;
            }

            if (neighbour.HeldOut.RipeAt is not null && _writer.Needs(neighbour) > 0)
            {
                neighbour.HeldOut.Ripen(now + _settings.Options.AnswerWithin);
            }

            var bytes = _writer.Needs(neighbour);
            var priority = neighbour.Class;
            if (bytes > 0 && (neighbour.Demanded == 0 || bytes >= 2 * neighbour.Demanded || priority > neighbour.DemandedClass))
            {
                neighbour.Demanded = bytes;
                neighbour.DemandedClass = priority;
                effects.Send(new Demand(_flow, neighbour.Id, neighbour.Session, Lane: 0, priority, bytes));
            }
        }
    }

    private void Use(Grant grant, TimeSpan now, PublishEffects effects)
    {
        if (_neighbours.Find(grant.Peer, grant.Session) is not { } neighbour)
        {
            effects.Send(new GrantReturned(_flow, grant.Peer, grant.Session, grant.Lane, grant.Bytes));
            return;
        }

        neighbour.Demanded = 0;
        var priority = neighbour.Class;
        var pushes = effects.PushesSent;
        if (_writer.Next(neighbour, grant.Bytes, effects) is not { } message)
        {
            effects.Send(new GrantReturned(_flow, grant.Peer, grant.Session, grant.Lane, grant.Bytes));
            return;
        }

        // Marks, repairs and updates are messages of their own; what fits goes with one grant.
        for (var left = grant.Bytes; ;)
        {
            var bytes = WireSize.OfFrame(message);
            left -= bytes;
            neighbour.Repairs.Sent(bytes);
            var next = left > WireSize.FrameMax ? _writer.Next(neighbour, left, effects) : null;
            effects.Send(new OutboundMessage(_flow, grant.Peer, grant.Session, grant.Lane, priority, message, bytes, MoreFollow: next is not null));
            if (next is null)
            {
                break;
            }

            message = next;
        }

        if (effects.PushesSent > pushes)
        {
            neighbour.AnswerDue = now + _settings.Options.AnswerWithin;
            neighbour.Unanswered += effects.PushesSent - pushes;
            neighbour.AnswerClass = priority;
        }
    }
}
