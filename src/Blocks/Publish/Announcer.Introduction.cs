using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Publish;

/// <content>What is said of all that is there when a session begins.</content>
internal sealed partial class Announcer
{
    // A small pool is told in some steps, and a large one within two minutes, by one neighbour alone.
    private const int IntroducedAtATimeMin = 128;
    private const int StepsMax = 1024;

    // Beyond it the others wait: what the peer has is passed over fast, but not for as long as a large pool is.
    private const int LookedAtAtATime = 4096;

    private static readonly TimeSpan LongestStep = TimeSpan.FromMilliseconds(100);

    private TimeSpan Step => settings.Options.RelayDelay < LongestStep ? settings.Options.RelayDelay : LongestStep;

    /// <summary>
    /// A session began: everything that the peer was not told, adverts only, in the order of its changes. What makers pushed to others it has, or fetches from them as soon
    /// as it hears of it there, and then says so: that comes later.
    /// </summary>
    public void Introduce(Neighbour peer, TimeSpan now)
    {
        var pushed = new List<Slot>();
        foreach (var slot in slots.Slots.OrderBy(static slot => slot.Commit))
        {
            if (!peer.Told.IsCurrent(slot))
            {
                if (IsSmall(slot.Advert) && settings.Options.RelayDelay > TimeSpan.Zero && IsKnownFromMaker(peer, slot) && IsAdvertisedByMaker(slot))
                {
                    TellGoneLater(peer, slot, now);
                    pushed.Add(slot);
                }
                else
                {
                    peer.Updates.AddInitial(slot);
                }
            }
        }

        IntroduceLater(peer, pushed, now + Step);
    }

    /// <summary>A peer comes to hold what was pushed to others, and says so: it is told of what it does not say, if it lacks that still.</summary>
    public void IntroduceMore(Neighbour peer, TimeSpan now)
    {
        if (!(peer.Introduced.Next <= now))
        {
            return;
        }

        var told = 0;
        for (var looked = 0; told < peer.Introduced.AtATime && looked < LookedAtAtATime && peer.Introduced.TryTake(out var slot); looked++)
        {
            told += TryAdd(peer, slot) ? 1 : 0;
        }

        peer.Introduced.GoOn(now + Step);
    }

    /// <summary>A maker has left: who has not told a peer of what it made tells it now, since nobody else may be known to.</summary>
    public void IntroduceWhatWasMadeBy(NodeId maker)
    {
        foreach (var peer in peers.Connected)
        {
            foreach (var slot in peer.Introduced.Take(slot => slot.Advert?.Maker == maker))
            {
                TryAdd(peer, slot);
            }
        }
    }

    /// <summary>What a maker keeps from a peer somebody tells it soon: each of us begins at another place, and goes on from where the last session ended.</summary>
    private static int FirstOf(Neighbour peer, List<Slot> pushed, NodeId self)
    {
        var next = peer.Introduced.LastCommit == 0 ? -1 : pushed.FindIndex(slot => slot.Commit > peer.Introduced.LastCommit);
        return next >= 0 ? next : pushed.Count == 0 ? 0 : (int)((uint)self.GetHashCode() % (uint)pushed.Count);
    }

    private void IntroduceLater(Neighbour peer, List<Slot> pushed, TimeSpan due)
    {
        var first = FirstOf(peer, pushed, settings.Self);
        peer.Introduced.Begin(pushed.Skip(first).Concat(pushed.Take(first)), Math.Max(IntroducedAtATimeMin, pushed.Count / StepsMax), due);
    }

    private bool TryAdd(Neighbour peer, Slot slot)
    {
        if (peer.Told.IsCurrent(slot) || IsAdvertisedBy(peer, slot))
        {
            return false;
        }

        peer.Updates.Add(slot);
        return true;
    }

    private bool IsAdvertisedByMaker(Slot slot) =>
        slot.Advert is { } advert && peers.SessionOf(advert.Maker) is { } session && index.IsHeldBy(advert.Id, advert.Maker, session);
}
