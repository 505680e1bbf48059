using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;

namespace Tidings.Samples.BeaconShares;

/// <summary>Counts the shares of each height, to know the last height whose beacon is made.</summary>
public sealed class BeaconPool(Committee committee) : ArtifactPool<BeaconShare>
{
    private readonly SortedDictionary<long, int> _shares = [];
    private long _made;

    /// <summary>The last height with enough shares; 0 before the first. Thread-safe.</summary>
    public long MadeHeight => Volatile.Read(ref _made);

    /// <inheritdoc />
    protected override void OnValidated(Advert advert, BeaconShare artifact)
    {
        var count = _shares[artifact.Height] = _shares.GetValueOrDefault(artifact.Height) + 1;
        if (count >= committee.Threshold && artifact.Height > _made)
        {
            Volatile.Write(ref _made, artifact.Height);
        }
    }

    /// <inheritdoc />
    protected override void OnRemoved(Advert advert, BeaconShare artifact)
    {
        if (--_shares[artifact.Height] == 0)
        {
            _shares.Remove(artifact.Height);
        }
    }
}
