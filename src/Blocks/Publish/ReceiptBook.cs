using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Publish;

/// <summary>
/// What each neighbour has of each artifact of the validated section, one record per slot in use. Written by the publish stage of the kind, read by
/// publishers. Thread-safe: one lock, never held while foreign code runs.
/// </summary>
internal sealed class ReceiptBook(PublishOptions options, IPoolStatus pool, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ArtifactId, ReceiptRecord> _records = [];
    private readonly PeerNumbers _numbers = new();
    private PeerSet _connected;

    /// <summary>The receipt of an artifact that was just published; that of one which has left the pool meanwhile is closed.</summary>
    public PublishReceipt Open(ArtifactId id)
    {
        ReceiptRecord? record;
        bool isNew;
        lock (_lock)
        {
            isNew = !_records.TryGetValue(id, out record);
            record ??= RecordOf(id);
        }

        // The pool changes before the publish stage hears of it: if it still has the artifact now, any later end will find this record.
        if (isNew && pool.StatusOf(id) != ArtifactStatus.Validated)
        {
            Ended(id);
        }

        return new PublishReceipt(this, record);
    }

    internal ReceiptRecord Began(ArtifactId id)
    {
        lock (_lock)
        {
            return RecordOf(id);
        }
    }

    internal void Ended(ArtifactId id)
    {
        lock (_lock)
        {
            if (_records.Remove(id, out var record))
            {
                record.IsClosed = true;
                Settle(record);
            }
        }
    }

    internal void Told(ReceiptRecord record, NodeId peer)
    {
        lock (_lock)
        {
            record.Told.Add(_numbers.Of(peer));
        }
    }

    internal void Held(ArtifactId id, NodeId peer)
    {
        lock (_lock)
        {
            if (_records.TryGetValue(id, out var record))
            {
                Held(record, _numbers.Of(peer));
            }
        }
    }

    internal void Held(ReceiptRecord record, NodeId peer)
    {
        lock (_lock)
        {
            Held(record, _numbers.Of(peer));
        }
    }

    /// <summary>A session began; a new process of the peer has nothing of what the old one had.</summary>
    internal void Joined(NodeId peer, bool isNewProcess)
    {
        lock (_lock)
        {
            var number = _numbers.Of(peer);
            _connected.Add(number);
            if (isNewProcess)
            {
                Clear(number);
            }

            SettleAll();
        }
    }

    internal void Left(NodeId peer, bool removed)
    {
        lock (_lock)
        {
            _connected.Remove(_numbers.Of(peer));
            if (removed && _numbers.TryFree(peer, out var number))
            {
                Clear(number);
            }

            SettleAll();
        }
    }

    internal IReadOnlyList<PeerReceipt> PeersOf(ReceiptRecord record)
    {
        lock (_lock)
        {
            return
            [
                .. from peer in _numbers.All
                   let state = record.Held.Contains(peer.Value) ? ReceiptState.Held
                       : record.Told.Contains(peer.Value) ? ReceiptState.Told
                       : ReceiptState.Pending
                   where state == ReceiptState.Held || _connected.Contains(peer.Value)
                   select new PeerReceipt(peer.Key, state),
            ];
        }
    }

    internal Task<HeldOutcome> WaitAsync(ReceiptRecord record, int peers, CancellationToken cancellationToken)
    {
        var waiter = new ReceiptWaiter(record, peers);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<HeldOutcome>(cancellationToken);
        }

        // Registered outside the lock: a token that is cancelled now calls back at once.
        var registration = cancellationToken.Register(() => GiveUp(waiter, () => waiter.TrySetCanceled(cancellationToken)));
        lock (_lock)
        {
            waiter.Registration = registration;
            if (!waiter.Task.IsCompleted)
            {
                record.Waiters.Add(waiter);
                Settle(record);
            }
        }

        return waiter.Task;
    }

    private ReceiptRecord RecordOf(ArtifactId id)
    {
        if (!_records.TryGetValue(id, out var record))
        {
            _records.Add(id, record = new ReceiptRecord(id));
        }

        return record;
    }

    private void Clear(int number)
    {
        foreach (var record in _records.Values)
        {
            record.Told.Remove(number);
            record.Held.Remove(number);
        }
    }

    private void SettleAll()
    {
        foreach (var record in _records.Values)
        {
            Settle(record);
        }
    }

    private void Held(ReceiptRecord record, int peer)
    {
        if (record.Held.Add(peer) && record.IsAwaited)
        {
            Settle(record);
        }
    }

    private void Settle(ReceiptRecord record)
    {
        for (var i = record.IsAwaited ? record.Waiters.Count - 1 : -1; i >= 0; i--)
        {
            var waiter = record.Waiters[i];
            if (waiter.Outcome is { } outcome)
            {
                record.Waiters.RemoveAt(i);
                waiter.End();
                waiter.TrySetResult(outcome);
            }
            else if (!waiter.HasTooFew(_connected))
            {
                waiter.Patience?.Dispose();
                waiter.Patience = null;
            }
            else
            {
                waiter.Patience ??= time.CreateTimer(
                    _ => GiveUp(waiter, () => waiter.TrySetResult(HeldOutcome.TooFewPeers)), null, options.ReceiptPatience, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void GiveUp(ReceiptWaiter waiter, Action say)
    {
        lock (_lock)
        {
            waiter.Record.Waiters.Remove(waiter);
            waiter.End();
            say();
        }
    }
}
