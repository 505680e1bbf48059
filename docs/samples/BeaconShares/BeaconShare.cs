using Tidings.Blocks.Artifacts;

namespace Tidings.Samples.BeaconShares;

/// <summary>One member's share of the random beacon at a height. Enough shares of a height make its beacon.</summary>
/// <param name="Height">The height, from 1.</param>
/// <param name="Signer">Index of the member in the committee.</param>
/// <param name="Signature">The member's signature over the height.</param>
public sealed record BeaconShare(long Height, byte Signer, ReadOnlyMemory<byte> Signature) : IArtifact<BeaconShare>
{
    /// <summary>Shares are ordered by height.</summary>
    public long Rank => Height;
}
