using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Prioritize;

/// <summary>Asks back what keeps admissions waiting: memory, places in the pool, turns; at most once per interval.</summary>
internal sealed class Reclaiming(PrioritizeOptions options)
{
    private TimeSpan _nextReclaim;

    /// <summary>When it is asked again; not before something is short.</summary>
    public TimeSpan NextWake { get; private set; } = TimeSpan.MaxValue;

    /// <summary>A round of admissions begins, and nothing is short yet.</summary>
    public void Begin() => NextWake = TimeSpan.MaxValue;

    /// <summary>
    /// Deferred artifacts may fill the pool while what they wait for finds no place in it, and so may downloads that nobody serves any more. Asked once; again
    /// when something changes, which may be that another one was deferred, and for as long as downloads hold places.
    /// </summary>
    public void AskForPlace(PriorityEntry entry, bool isAnyStarted, TimeSpan now, PriorityEffects effects)
    {
        if (now >= _nextReclaim)
        {
            _nextReclaim = now + options.ReclaimInterval;
            effects.ReclaimDeferred = Math.Max(1, entry.Advert.Size);
            if (isAnyStarted)
            {
                effects.Add(new ReclaimMemory(Math.Max(1, entry.Advert.Size), FetchPriority.FetchNow));
                NextWake = _nextReclaim;
            }
        }
        else if (effects.ReclaimDeferred == 0)
        {
            NextWake = _nextReclaim;
        }
    }

    /// <summary>As many are admitted as may be, and more wait: who is served by nobody makes way, one at a time, so that a short loss of all peers ends few.</summary>
    public void AskForTurn(TimeSpan now, PriorityEffects effects)
    {
        if (now >= _nextReclaim)
        {
            _nextReclaim = now + options.ReclaimInterval;
            effects.Add(new ReclaimMemory(1, FetchPriority.FetchNow));
        }

        NextWake = _nextReclaim;
    }

    /// <summary>Memory is short for a claim.</summary>
    public void AskBack(PriorityEntry entry, TimeSpan now, PriorityEffects effects)
    {
        if (now >= _nextReclaim)
        {
            _nextReclaim = now + options.ReclaimInterval;
            effects.Add(new ReclaimMemory(entry.Advert.Size, entry.Class));
            effects.ReclaimDeferred = entry.Advert.Size;
        }

        NextWake = _nextReclaim;
    }
}
