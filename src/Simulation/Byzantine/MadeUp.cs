using Tidings.Blocks;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Simulation.Byzantine;

/// <summary>Adverts that nobody can serve.</summary>
internal static class MadeUp
{
    /// <summary>Above all commits that a node of a simulation reaches by itself, so that they are believed.</summary>
    public const ulong FirstCommit = 1UL << 40;

    public static Advert Advert(Random random, NodeId maker)
    {
        Span<byte> id = stackalloc byte[Hash256.Length];
        random.NextBytes(id);
        return new Advert(new ArtifactId(new Hash256(id)), random.Next(1, 1024), 0, maker);
    }

    public static SlotUpdate Update(uint slot, ulong commit, Random random) =>
        new(slot, commit, Advert(random, default), null);
}
