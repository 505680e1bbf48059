using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;

namespace Tidings.Blocks.Dedupe;

/// <summary>
/// Resolves short ids, as compact blocks do (Bitcoin, BIP 152): to an artifact that is validated here and that somebody names in full, so that an entry never
/// makes a claim which its sender did not make. What cannot be resolved waits for its artifact, and is asked for after a while. At most one for
/// each slot of each peer, and one of each peer for each short id: an honest peer names an artifact once. Not thread-safe.
/// </summary>
internal sealed class ShortAdverts(HolderIndex index, IPoolStatus pool, DedupeOptions options)
{
    // Waits that have ended leave their place in line behind, until the line is this much longer than what waits.
    private const int SlackMax = 64;

    private readonly Dictionary<ulong, List<(SlotTable Table, int Slot)>> _waiting = [];
    private readonly Queue<Wait> _due = new();
    private readonly Queue<Wait> _again = new();
    private int _count;

    /// <summary>Places in line, those left behind included.</summary>
    public int Places => _due.Count + _again.Count;

    /// <summary>When somebody is to be asked.</summary>
    public TimeSpan NextDue
    {
        get
        {
            var first = _due.TryPeek(out var wait) ? wait.Due : TimeSpan.MaxValue;
            return _again.TryPeek(out wait) && wait.Due < first ? wait.Due : first;
        }
    }

    /// <summary>The advert that a short id stands for, or null when it is not known, or two are.</summary>
    public Advert? Find(ulong shortId, out AdvertisedArtifact? artifact) =>
        (artifact = index.FindShort(shortId)) is { Next: null } && pool.TryGetAdvert(artifact.Id, out var advert) ? advert : null;

    /// <summary>Another entry of the peer that waits for the same short id.</summary>
    public bool TryFind(SlotTable table, ulong shortId, out int slot)
    {
        slot = -1;
        foreach (var waiting in _waiting.GetValueOrDefault(shortId) ?? [])
        {
            slot = waiting.Table == table ? waiting.Slot : slot;
        }

        return slot >= 0;
    }

    public void Await(SlotTable table, int slot, TimeSpan now)
    {
        ref var entry = ref table.At(slot);
        if (!_waiting.TryGetValue(entry.ShortId, out var waiting))
        {
            _waiting.Add(entry.ShortId, waiting = []);
        }

        waiting.Add((table, slot));
        _count++;
        Trim(_due);
        _due.Enqueue(new Wait(now + options.ResolveWithin, table, slot, table.Session, entry.Commit));
    }

    public void Forget(SlotTable table, int slot)
    {
        var shortId = table.At(slot).ShortId;
        if (!_waiting.TryGetValue(shortId, out var waiting) || !waiting.Remove((table, slot)))
        {
            return;
        }

        _count--;
        if (waiting.Count == 0)
        {
            _waiting.Remove(shortId);
        }
    }

    /// <summary>The entries that wait for an artifact which is known by now, in the order in which they came, and what it is.</summary>
    public (SlotTable Table, int Slot)[] WaitingFor(ArtifactId id, out Advert advert)
    {
        advert = default;
        if (_waiting.Count == 0 || !_waiting.TryGetValue(id.Hash.Prefix, out var waiting) || Find(id.Hash.Prefix, out _) is not { } found)
        {
            return [];
        }

        advert = found;
        return [.. waiting];
    }

    /// <summary>Those that waited long enough: their senders are asked, and asked again when the answer does not come.</summary>
    public void AskDue(TimeSpan now, DedupeEffects effects)
    {
        AskDue(_due, now, effects);
        AskDue(_again, now, effects);
    }

    private void AskDue(Queue<Wait> waits, TimeSpan now, DedupeEffects effects)
    {
        while (waits.TryPeek(out var wait) && wait.Due <= now)
        {
            waits.Dequeue();
            if (IsThere(wait))
            {
                effects.Unresolved(wait.Table, wait.Commit);
                _again.Enqueue(wait with { Due = now + options.MismatchInterval });
            }
        }
    }

    /// <summary>However often a peer changes its mind, the line holds little more than what waits.</summary>
    private void Trim(Queue<Wait> waits)
    {
        for (var left = waits.Count > (2 * _count) + SlackMax ? waits.Count : 0; left > 0; left--)
        {
            if (waits.Dequeue() is var wait && IsThere(wait))
            {
                waits.Enqueue(wait);
            }
        }
    }

    private static bool IsThere(Wait wait) =>
        wait.Table.At(wait.Slot) is { IsShort: true, IsStale: false } entry && entry.Commit == wait.Commit && wait.Table.IsConnected && wait.Table.Session == wait.Session;

    private readonly record struct Wait(TimeSpan Due, SlotTable Table, int Slot, long Session, ulong Commit);
}
