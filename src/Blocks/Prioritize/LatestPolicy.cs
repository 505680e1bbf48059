using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Prioritize;

/// <summary>What the policy of a kind said last, for the stages that order what is sent. Written by the prioritize stage, read by any. Thread-safe.</summary>
internal sealed class LatestPolicy
{
    private Func<Advert, FetchPriority>? _snapshot;

    public void Set(Func<Advert, FetchPriority> snapshot) => Volatile.Write(ref _snapshot, snapshot);

    /// <summary>The class of an artifact that is made here; the usual one before the first snapshot and when the policy throws, which it does in its own stage too.</summary>
    public FetchPriority ClassOf(Advert advert)
    {
        try
        {
            return Volatile.Read(ref _snapshot)?.Invoke(advert) ?? FetchPriority.Fetch;
        }
        catch (Exception)
        {
            return FetchPriority.Fetch;
        }
    }
}
