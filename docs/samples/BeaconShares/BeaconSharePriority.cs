using Tidings.Blocks.Artifacts;

namespace Tidings.Samples.BeaconShares;

/// <summary>The next height is urgent, those behind it are of no use, those far ahead can wait.</summary>
public sealed class BeaconSharePriority : IPriorityPolicy<BeaconShare>
{
    /// <summary>Heights ahead that are worth fetching.</summary>
    public const int Lookahead = 16;

    /// <inheritdoc />
    public Func<Advert, FetchPriority> Snapshot(IPoolView<BeaconShare> pool)
    {
        var made = ((BeaconPool)pool).MadeHeight;
        return advert => (advert.Rank - made) switch
        {
            < 0 => FetchPriority.Drop,
            <= 1 => FetchPriority.FetchNow,
            <= Lookahead => FetchPriority.Fetch,
            _ => FetchPriority.Stash,
        };
    }
}
