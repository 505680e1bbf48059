using Tidings.Blocks.Limits;
using Tidings.Blocks.Move;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Dedupe;

/// <summary>The dedupe stage without its block: one input at a time, and what follows from it. Not thread-safe.</summary>
internal sealed class DedupeCore
{
    private readonly AdvertTable _adverts;
    private readonly PeerTables _peers;
    private readonly ShortAdverts _shorts;
    private readonly DedupeEffects _effects = new();

    public DedupeCore(DedupeSettings settings, IPoolStatus pool, HolderIndex index, KeptTables kept, IBufferSource buffers)
    {
        _shorts = new ShortAdverts(index, pool, settings.Options);
        _adverts = new AdvertTable(new ReceiveCheck(pool, buffers), index, _shorts);
        _peers = new PeerTables(settings, _adverts, kept);
    }

    /// <summary>When time alone changes something.</summary>
    public TimeSpan NextWake => _shorts.NextDue;

    public DedupeEffects Handle(DedupeInput input, TimeSpan now)
    {
        var effects = _effects;
        effects.Clear();
        switch (input)
        {
            case DedupeMessage { Message: var message } when _peers.Find(message.Peer, message.Session) is { } table:
                Read(table, message, now, effects);
                break;
            case DedupePeer { Event: PeerJoined joined }:
                _peers.Join(joined, effects);
                break;
            case DedupePeer { Event: PeerLeft left }:
                _peers.Leave(left, effects);
                break;
            case DedupePool { Ids: { } ids }:
                effects.Expect(ids.Count);
                for (var i = 0; i < ids.Count; i++)
                {
                    _adverts.Recheck(ids[i], effects);
                }

                break;
            case DedupePool:
                _adverts.RecheckAll(effects);
                break;
        }

        _shorts.AskDue(now, effects);
        return effects;
    }

    private void Read(SlotTable table, DecodedMessage message, TimeSpan now, DedupeEffects effects)
    {
        switch (message.Body)
        {
            case SlotsMessage slots:
                effects.Expect(slots.Updates.Count + slots.Shorts.Count);
                for (var i = 0; i < slots.Updates.Count; i++)
                {
                    _adverts.Update(table, slots.Updates[i], effects);
                }

                for (var i = 0; i < slots.Shorts.Count; i++)
                {
                    _adverts.Update(table, slots.Shorts[i], now, effects);
                }

                break;
            case SyncedMessage synced:
                _peers.Synced(table, synced, effects);
                break;
            case DigestsMessage digests:
                _peers.Compare(table, digests, now, effects);
                break;
        }
    }
}
