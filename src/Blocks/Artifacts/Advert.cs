using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Artifacts;

/// <summary>
/// "I hold this artifact": a claim of its sender, small and of fixed size. The id proves the size and the codec proves the rank
/// once the bytes are here; until then nothing in it is believed.
/// </summary>
/// <param name="Id">What is advertised.</param>
/// <param name="Size">Claimed size of the encoded artifact, in bytes.</param>
/// <param name="Rank">Claimed rank: the kind's own order, for example a height; 0 for kinds without one.</param>
/// <param name="Maker">Claimed maker, a hint for who was pushed to; never a proof.</param>
public readonly record struct Advert(ArtifactId Id, long Size, long Rank, NodeId Maker);
