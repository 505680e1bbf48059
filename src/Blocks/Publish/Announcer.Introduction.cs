namespace Tidings.Blocks.Publish;

/// <content>What is said of all that is there when a session begins.</content>
internal sealed partial class Announcer
{
    // Of each delay: 1,280 a second by default, and of all of us together more than are missing as a rule.
    private const int IntroducedAtATime = 128;

    // Beyond it the others wait: what the peer has is passed over fast, but not for as long as a large pool is.
    private const int LookedAtAtATime = 4096;

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
                if (IsSmall(slot.Advert) && settings.Options.RelayDelay > TimeSpan.Zero && IsKnownFromMaker(peer, slot))
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

        IntroduceLater(peer, pushed, now);
    }

    /// <summary>A peer comes to hold what was pushed to others, and says so: it is told of what it does not say, if it lacks that still.</summary>
    public void IntroduceMore(Neighbour peer, TimeSpan now)
    {
        if (!(peer.Introduced.Next <= now))
        {
            return;
        }

        var told = 0;
        for (var looked = 0; told < IntroducedAtATime && looked < LookedAtAtATime && peer.Introduced.TryTake(out var slot); looked++)
        {
            if (!peer.Told.IsCurrent(slot) && !IsAdvertisedBy(peer, slot))
            {
                peer.Updates.Add(slot);
                told++;
            }
        }

        peer.Introduced.GoOn(now + settings.Options.RelayDelay);
    }

    /// <summary>What a maker keeps from a peer somebody tells it soon: each of us begins at another place.</summary>
    private void IntroduceLater(Neighbour peer, List<Slot> pushed, TimeSpan now)
    {
        var first = pushed.Count == 0 ? 0 : (int)((uint)settings.Self.GetHashCode() % (uint)pushed.Count);
        peer.Introduced.Begin(pushed.Skip(first).Concat(pushed.Take(first)), now + settings.Options.RelayDelay);
    }
}
