using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Dedupe;

/// <summary>
/// The slot tables of all peers, through their sessions: stale when one ends, confirmed or swept when everything has been said in the next,
/// dropped when the peer leaves the membership. Not thread-safe.
/// </summary>
internal sealed class PeerTables(DedupeSettings settings, AdvertTable adverts, KeptTables kept)
{
    private readonly Dictionary<NodeId, SlotTable> _tables = [];
    private readonly LinkedList<SlotTable> _absent = [];

    /// <summary>The table of a peer, if this is its present session.</summary>
    public SlotTable? Find(NodeId peer, long session) =>
        _tables.TryGetValue(peer, out var table) && table.IsConnected && table.Session == session ? table : null;

    public void Join(PeerJoined joined, DedupeEffects effects)
    {
        if (!_tables.TryGetValue(joined.Peer, out var table))
        {
            _tables.Add(joined.Peer, table = new SlotTable(joined.Peer, settings.Slots));
        }
        else if (table.IsConnected)
        {
            End(table, effects);
        }

        _absent.Remove(table);
        kept.Set(joined.Peer, null);
        var announced = joined.Kinds.FirstOrDefault(kind => kind.Name == settings.Kind)?.Slots ?? 0;
        table.Join(joined.Session, joined.Incarnation, announced);
    }

    public void Leave(PeerLeft left, DedupeEffects effects)
    {
        if (!_tables.TryGetValue(left.Peer, out var table) || table.Session > left.Session)
        {
            return;
        }

        if (table.IsConnected)
        {
            End(table, effects);
        }

        if (left.Removed)
        {
            Drop(table, effects);
        }

        while (_absent.Count > settings.Options.AbsentPeersMax)
        {
            Drop(_absent.First!.Value, effects);
        }
    }

    public void Synced(SlotTable table, SyncedMessage message, DedupeEffects effects)
    {
        var keptPages = message.KeptPages.ToHashSet();
        foreach (var slot in table.Used())
        {
            ref var entry = ref table.At(slot);
            if (!entry.IsStale)
            {
                continue;
            }

            if (entry.Commit != 0 && keptPages.Contains(SlotDigest.PageOf((uint)slot)))
            {
                adverts.Confirm(table, slot, effects);
            }
            else
            {
                adverts.Forget(table, slot, effects);
            }
        }

        table.IsSynced = true;
    }

    public void Compare(SlotTable table, DigestsMessage message, TimeSpan now, DedupeEffects effects)
    {
        if (!table.IsSynced)
        {
            return;
        }

        var differing = message.Pages.Where(table.IsDifferent).Select(page => page.Page).ToList();
        effects.IsFirstMismatch = differing.Count > 0 && !table.Differs;
        table.Differs = differing.Count > 0;
        differing.RemoveAll(page => !table.MayAskFor(page, now, settings.Options.MismatchInterval));
        if (differing.Count > 0)
        {
            effects.Mismatch = new MismatchDue(table.Peer, table.Session, differing);
        }
    }

    private void End(SlotTable table, DedupeEffects effects)
    {
        foreach (var slot in table.Used())
        {
            adverts.MakeStale(table, slot, effects);
        }

        table.Leave();
        kept.Set(table.Peer, table.Kept());
        _absent.AddLast(table);
    }

    private void Drop(SlotTable table, DedupeEffects effects)
    {
        foreach (var slot in table.Used())
        {
            adverts.Forget(table, slot, effects);
        }

        adverts.Drop(table);
        _absent.Remove(table);
        _tables.Remove(table.Peer);
        kept.Set(table.Peer, null);
    }
}
