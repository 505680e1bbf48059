using Tidings.Simulation.Faults;

namespace Tidings.Simulation.Network;

/// <summary>What is under way, and what becomes of it.</summary>
internal sealed partial class Pipe
{
    /// <summary>Longest wait between two retransmissions.</summary>
    private static readonly TimeSpan RetransmitMax = TimeSpan.FromSeconds(120);

    /// <summary>The dialler's handshake is done: the listener learns of the stream.</summary>
    public void SendOpen() => Enqueue(Segment.Of(SegmentFlag.Open));

    /// <summary>The writer is done: what is under way still arrives, then comes the end.</summary>
    public void SendEnd() => Enqueue(Segment.Of(SegmentFlag.End));

    /// <summary>Ends the stream at once: what is ahead of the reset still arrives, nothing is sent again, and the reset is lost if it cannot pass.</summary>
    public void SendReset()
    {
        var arrival = Link.ArrivalOf(0, 0);
        var isStuck = _isStuck || _notBefore > _world.Clock.Now;
        for (var left = _underWay.Count; left > 0; left--)
        {
            var segment = _underWay.Dequeue();
            if (isStuck || segment.Arrival > arrival)
            {
                segment.Free();
            }
            else
            {
                _underWay.Enqueue(segment);
            }
        }

        if (!Link.Loses())
        {
            Enqueue(Segment.Of(SegmentFlag.Reset), arrival);
        }
    }

    /// <summary>Sends bytes, in segments, up to the place where the stream is to be cut.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        _writes++;
        if (_isSevered)
        {
            // A reset may be lost: what follows the cut would then be taken for the rest of a frame, and an honest node for a liar.
            return;
        }

        for (var size = SegmentSize(bytes.Length); !bytes.IsEmpty; bytes = bytes[Math.Min(size, bytes.Length)..])
        {
            var segment = bytes[..Math.Min(size, bytes.Length)];
            var left = Cut?.BytesLeft ?? long.MaxValue;
            segment = left < segment.Length ? segment[..(int)left] : segment;
            if (!segment.IsEmpty)
            {
                _held += segment.Length;
                Enqueue(Segment.Of(segment, LastCost(segment.Length)));
            }

            Cut?.Spend(segment.Length);
            if (Cut is { BytesLeft: 0 } cut)
            {
                Sever(cut.How);
                break;
            }
        }
    }

    /// <summary>Cuts the stream here, behind what is under way.</summary>
    public void Sever(StreamCut how)
    {
        if (Cut is not null)
        {
            Link.Faults.Count(FaultKind.CutAtByte);
            Cut = null;
        }

        Link.Faults.Count(how == StreamCut.Silence ? FaultKind.HalfOpen : FaultKind.Reset);
        Pipe[] both = [this, Reverse];
        foreach (var pipe in both)
        {
            if (how == StreamCut.Silence)
            {
                pipe._isSilent = true;
            }
            else
            {
                pipe.Enqueue(Segment.Of(how == StreamCut.End ? SegmentFlag.End : SegmentFlag.Reset));
                pipe._isSevered = true;
            }
        }
    }

    /// <summary>The way is free again: what could not pass comes with the next retransmission, whose waits have doubled meanwhile.</summary>
    public void Passes()
    {
        if (Reverse._unacknowledged > 0)
        {
            // As a step of the network: this may be called while nothing runs.
            _ = _network.Start(Reverse.AcknowledgeAsync);
        }

        if (!_isStuck || !_underWay.TryPeek(out var head))
        {
            return;
        }

        _isStuck = false;
        var (next, wait) = (head.Arrival, Link.Options.RetransmitAfter);
        for (; next <= _world.Clock.Now; wait = wait * 2 < RetransmitMax ? wait * 2 : RetransmitMax)
        {
            next += wait;
        }

        _notBefore = next;
        Arm();
    }

    private Task AcknowledgeAsync()
    {
        Acknowledge(0);
        return Task.CompletedTask;
    }

    private void Enqueue(Segment segment)
    {
        var arrival = Link.ArrivalOf(segment.Length, segment.Cost);
        _lastArrival = arrival > _lastArrival ? arrival : _lastArrival;
        Enqueue(segment, _lastArrival);
    }

    private void Enqueue(Segment segment, TimeSpan arrival)
    {
        _underWay.Enqueue(segment with { Arrival = arrival });
        if (_underWay.Count == 1)
        {
            Arm();
        }
    }

    private void Arm()
    {
        var arrival = _underWay.Peek().Arrival;
        var due = (arrival > _notBefore ? arrival : _notBefore) - _world.Clock.Now;
        _timer.Change(due > TimeSpan.Zero ? due : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Arrive()
    {
        while (_underWay.TryPeek(out var segment))
        {
            if (_isSilent || Link.IsBlocked || _reader.Machine.IsOff)
            {
                Hold(segment);
                return;
            }

            if (segment.Arrival > _world.Clock.Now || _notBefore > _world.Clock.Now)
            {
                Arm();
                return;
            }

            Land(_underWay.Dequeue());
        }
    }

    private void Hold(Segment segment)
    {
        Link.Bite();
        if (_reader.Machine.IsOff && !_isStuck)
        {
            Link.Faults.Count(FaultKind.HalfOpen);
        }

        _isStuck = true;
        if (segment.Flag == SegmentFlag.Reset)
        {
            _underWay.Dequeue();
        }
    }

    private void Land(Segment segment)
    {
        switch (segment.Flag)
        {
            case SegmentFlag.Reset:
                _reader.OnReset();
                break;
            case SegmentFlag.End:
                _ended = true;
                break;
            case SegmentFlag.Open when _reader.IsClosed || _reader.Machine.Listener?.TryEnqueue(_reader) != true:
                _reader.Abort();
                break;
            case SegmentFlag.Open:
                _reader.IsOpen = true;
                break;
            case SegmentFlag.Bytes when _reader.IsClosed || _ended:
                segment.Free();
                _held -= segment.Length;
                Reverse.SendReset();
                break;
            case SegmentFlag.Bytes:
                _arrived.Enqueue(segment);
                break;
        }

        WakeReader();
    }

    private void DropUnderWay()
    {
        while (_underWay.TryDequeue(out var segment))
        {
            segment.Free();
        }
    }
}
