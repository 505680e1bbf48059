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
    // Lists that hold nothing any more, kept for the next ones.
    private const int SpareMax = 1024;

    private readonly Dictionary<ulong, List<(SlotTable Table, int Slot)>> _waiting = [];
    private readonly Stack<List<(SlotTable Table, int Slot)>> _spare = new();
    private readonly Dictionary<SlotTable, AskLine> _lines = [];

    /// <summary>Places in the lines of all peers, those left behind included.</summary>
    public int Places => _lines.Values.Sum(static line => line.Places);

    /// <summary>When somebody is to be asked.</summary>
    public TimeSpan NextDue
    {
        get
        {
            var next = TimeSpan.MaxValue;
            foreach (var line in _lines.Values)
            {
                next = line.NextDue < next ? line.NextDue : next;
            }

            return next;
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
            _waiting.Add(entry.ShortId, waiting = _spare.TryPop(out var spare) ? spare : []);
            waiting.Clear();
        }

        waiting.Add((table, slot));
        if (!_lines.TryGetValue(table, out var line))
        {
            _lines.Add(table, line = new AskLine(table, options));
        }

        line.Add(slot, now);
    }

    public void Forget(SlotTable table, int slot)
    {
        var shortId = table.At(slot).ShortId;
        if (!_waiting.TryGetValue(shortId, out var waiting) || !waiting.Remove((table, slot)))
        {
            return;
        }

        _lines[table].End();
        if (waiting.Count == 0)
        {
            Remove(shortId, waiting);
        }
    }

    /// <summary>Takes out the entries that waited for an artifact which is known by now, in the order in which they came. Valid until something waits or is taken out again.</summary>
    public IReadOnlyList<(SlotTable Table, int Slot)> Take(ArtifactId id, out Advert advert)
    {
        advert = default;
        if (_waiting.Count == 0 || !_waiting.TryGetValue(id.Hash.Prefix, out var waiting) || Find(id.Hash.Prefix, out _) is not { } found)
        {
            return [];
        }

        advert = found;
        Remove(id.Hash.Prefix, waiting);
        foreach (var (table, slot) in waiting)
        {
            table.At(slot).IsShort = false;
            _lines[table].End();
        }

        return waiting;
    }

    /// <summary>The senders of those that waited long enough are asked.</summary>
    public void AskDue(TimeSpan now, DedupeEffects effects)
    {
        foreach (var line in _lines.Values)
        {
            line.AskDue(now, effects);
        }
    }

    /// <summary>A peer's table is dropped.</summary>
    public void Drop(SlotTable table) => _lines.Remove(table);

    private void Remove(ulong shortId, List<(SlotTable Table, int Slot)> waiting)
    {
        _waiting.Remove(shortId);
        if (_spare.Count < SpareMax)
        {
            _spare.Push(waiting);
        }
    }
}
