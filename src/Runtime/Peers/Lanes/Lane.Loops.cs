using System.Runtime.CompilerServices;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Wire;

namespace Tidings.Runtime.Peers.Lanes;

/// <summary>The two loops. Null means that the loop has nothing more to do and the other one ends the lane.</summary>
internal sealed partial class Lane
{
    private async Task<Refusal?> ReadAsync(long session, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await _link.Reader.ReadAsync(cancellationToken);
            if (read.Body is not { } body)
            {
                return read.IsEnd || read.Error == WireError.Truncated ? Refusal.Of(DisconnectReason.ConnectionLost) : RefuseFrame(read.Error);
            }

            if (read.Type > FrameType.Heartbeat)
            {
                await _delivery.DeliverAsync(new InboundFrame(Connection.Peer, session, Connection.Lane, read.Type, body));
                await GiveWayAsync(body.Length);

                continue;
            }

            using (body)
            {
                _link.Codec.TryRead(read.Type, body.Memory, out var message, out var error);
                if (message is GoodbyeMessage goodbye)
                {
                    return new Refusal(DisconnectReasons.FromWire(goodbye.Code), $"said by the peer: {goodbye.Reason}");
                }

                if (message is not HeartbeatMessage heartbeat)
                {
                    return RefuseFrame(message is null ? error : WireError.UnknownType);
                }

                await HearAsync(heartbeat);
            }
        }
    }

    /// <summary>Nothing after a bad frame can be read, but the other operator still learns why.</summary>
    private Refusal? RefuseFrame(WireError error)
    {
        _services.BadFrames.Refuse(Connection.Peer, Connection.Lane, error);
        _isDeaf = true;
        End(new Refusal(DisconnectReason.BadFrame, $"{DisconnectReason.BadFrame.Sentence()}: {error}"), FarewellPatience);
        return null;
    }

    private async ValueTask HearAsync(HeartbeatMessage heartbeat)
    {
        _heartbeats.Hear(heartbeat);
        if (heartbeat.MembershipVersion != _membershipHeard)
        {
            _membershipHeard = heartbeat.MembershipVersion;
            await _services.MembershipHeard(Connection.Peer, heartbeat.MembershipVersion, heartbeat.MembershipHash);
        }
    }

    private async Task<Refusal?> WriteAsync(long session, CancellationToken cancellationToken)
    {
        while (!_queue.IsEnded)
        {
            await _queue.WaitAsync();

            // Behind what is ready to run now: what that adds goes into the same record, and the same system call.
            await LetOthersRunAsync();
            cancellationToken.ThrowIfCancellationRequested();
            await WriteWaitingAsync(session, cancellationToken);
        }

        await WriteWaitingAsync(session, cancellationToken);
        await _link.Writer.WriteAsync(_queue.Farewell!, cancellationToken);
        _services.Instruments.FrameSent();
        await _link.Writer.FlushAsync(cancellationToken);

        // The other side closes when it has read the farewell; a close from here could overtake it. Who is deaf would not notice.
        return _isDeaf ? _reason : null;
    }

    /// <summary>A lane on which more and more comes would keep its turn for ever.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask GiveWayAsync(int read)
    {
        _readInTurn += read;
        if (_turns is not null && _readInTurn >= TurnBytes)
        {
            _readInTurn = 0;
            await _turns.GiveWayAsync();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask LetOthersRunAsync()
    {
        if (_turns is { AreTaken: true })
        {
            await _turns.NextAsync();
        }
        else
        {
            await Task.Yield();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteWaitingAsync(long session, CancellationToken cancellationToken)
    {
        var written = 0L;
        while (_queue.TryTake(out var message, out var outbound))
        {
            await _link.Writer.WriteAsync(message, cancellationToken);
            _services.Instruments.FrameSent();
            written += outbound?.Bytes ?? 0;
            if (written >= _services.Options.LaneBatchBytes)
            {
                await _link.Writer.FlushAsync(cancellationToken);
                FreeRoom(session, ref written);
            }
        }

        await _link.Writer.FlushAsync(cancellationToken);
        FreeRoom(session, ref written);
    }

    private void FreeRoom(long session, ref long written)
    {
        if (written > 0)
        {
            _services.Graph.RoomFreed(new RoomFreed([new LaneRoom(Connection.Peer, session, Connection.Lane, written)]));
            written = 0;
        }
    }
}
