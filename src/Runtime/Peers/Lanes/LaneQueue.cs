using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Wire;

namespace Tidings.Runtime.Peers.Lanes;

/// <summary>
/// What waits for one lane's socket: heartbeats first, then control, then chunks, each in order. Heartbeats are merged, so that a peer that asks for
/// many answers gets one. Bandwidth's room bounds the bytes, this queue the count. What is urgent wakes the reader at once; what is not does so in its turn while
/// bulk is in work, and gathers until then. Many writers, one reader.
/// </summary>
internal sealed class LaneQueue
{
    private readonly int _messagesMax;
    private readonly BulkTurns _turns;
    private readonly bool _isBulk;
    private readonly Action _ringInTurn;
    private readonly Lock _lock = new();
    private readonly Queue<OutboundMessage> _control = new();
    private readonly Queue<OutboundMessage> _chunks = new();
    private readonly Bell _bell = new();
    private HeartbeatMessage? _heartbeat;
    private GoodbyeMessage? _goodbye;
    private bool _isEnded;
    private bool _isTurnAsked;

    /// <param name="messagesMax">Bound of the count.</param>
    /// <param name="turns">Where bulk waits, and is told of what is urgent.</param>
    /// <param name="isBulk">Whether the reader takes turns itself.</param>
    public LaneQueue(int messagesMax, BulkTurns turns, bool isBulk)
    {
        (_messagesMax, _turns, _isBulk) = (messagesMax, turns, isBulk);
        _ringInTurn = RingInTurn;
    }

    /// <summary>Messages that wait, heartbeats left out.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _control.Count + _chunks.Count;
            }
        }
    }

    /// <summary>Takes the message over, or leaves it with the caller: the lane has ended or is over its bound.</summary>
    public bool TryAdd(OutboundMessage message)
    {
        var isUrgent = message.Class == FetchPriority.FetchNow && !_isBulk;
        var gathers = !isUrgent && !_isBulk && _turns.AreTaken && !_turns.IsIdle;
        lock (_lock)
        {
            if (_isEnded || _control.Count + _chunks.Count >= _messagesMax)
            {
                return false;
            }

            (message.Message is ChunkMessage ? _chunks : _control).Enqueue(message);
            if (gathers && _isTurnAsked)
            {
                return true;
            }

            _isTurnAsked |= gathers;
        }

        if (gathers)
        {
            _turns.Add(_ringInTurn);
            return true;
        }

        if (isUrgent)
        {
            _turns.Urge();
        }

        _bell.Ring();
        return true;
    }

    /// <summary>A heartbeat of our own, or the answer to one: the later numbers win.</summary>
    public void Beat(HeartbeatMessage heartbeat)
    {
        lock (_lock)
        {
            _heartbeat = _heartbeat is { } waiting
                ? heartbeat with
                {
                    Number = Math.Max(heartbeat.Number, waiting.Number),
                    EchoNumber = Math.Max(heartbeat.EchoNumber, waiting.EchoNumber),
                }
                : heartbeat;
        }

        _bell.Ring();
    }

    /// <summary>Nothing more is taken. What waits is still written, then the farewell.</summary>
    public void End(GoodbyeMessage goodbye)
    {
        lock (_lock)
        {
            _isEnded = true;
            _goodbye ??= goodbye;
        }

        _bell.Ring();
    }

    /// <summary>Nothing more is taken.</summary>
    public bool IsEnded
    {
        get
        {
            lock (_lock)
            {
                return _isEnded;
            }
        }
    }

    /// <summary>Waits until something may be there, the queue has ended, or <see cref="Wake"/> is called.</summary>
    public ValueTask WaitAsync() => _bell.WaitAsync();

    /// <summary>Ends a wait.</summary>
    public void Wake() => _bell.Ring();

    /// <summary>What is to be written next.</summary>
    /// <param name="message">The message.</param>
    /// <param name="outbound">What it was granted for; null for heartbeats.</param>
    public bool TryTake(out WireMessage message, out OutboundMessage? outbound)
    {
        lock (_lock)
        {
            outbound = null;
            if (_heartbeat is { } heartbeat)
            {
                _heartbeat = null;
                message = heartbeat;
                return true;
            }

            if (_control.TryDequeue(out outbound) || _chunks.TryDequeue(out outbound))
            {
                message = outbound.Message;
                return true;
            }
        }

        message = null!;
        return false;
    }

    /// <summary>The farewell, once everything else was taken.</summary>
    public GoodbyeMessage? Farewell
    {
        get
        {
            lock (_lock)
            {
                return _goodbye;
            }
        }
    }

    /// <summary>Ends the queue and frees what nobody will write.</summary>
    /// <returns>Messages given up.</returns>
    public int Abandon()
    {
        OutboundMessage[] left;
        lock (_lock)
        {
            _isEnded = true;
            left = [.. _control, .. _chunks];
            _control.Clear();
            _chunks.Clear();
        }

        _bell.Ring();
        foreach (var message in left)
        {
            message.ReleaseLease();
        }

        return left.Length;
    }

    private void RingInTurn()
    {
        lock (_lock)
        {
            _isTurnAsked = false;
        }

        _bell.Ring();
    }
}
