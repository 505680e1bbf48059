using Tidings.Blocks;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Simulation.Trace;

/// <summary>
/// A number that stands for some content, the same in every process: FNV-1a over words (Fowler, Noll, Vo 1991), folded so that high bits reach low ones.
/// It tells runs apart, it protects nothing. Immutable.
/// </summary>
internal readonly struct Digest
{
    private const ulong Start = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private Digest(ulong value) => Value = value;

    public ulong Value { get; }

    /// <summary>Begins with what sort of thing it is.</summary>
    public static Digest Of<T>() => Sort<T>.Digest;

    /// <summary>Of a text alone.</summary>
    public static ulong Of(string text) => new Digest(Start).And(text).Value;

    public Digest And(ulong word)
    {
        var mixed = (Value ^ word) * Prime;
        return new Digest(mixed ^ (mixed >> 29));
    }

    public Digest And(long word) => And(unchecked((ulong)word));

    public Digest And(bool flag) => And(flag ? 1UL : 2UL);

    public Digest And(Hash256 hash) => And(hash.Prefix);

    public Digest And(NodeId node) => And(node.Hash);

    public Digest And(ArtifactId artifact) => And(artifact.Hash);

    public Digest And(Advert advert) => And(advert.Id).And(advert.Size).And(advert.Rank).And(advert.Maker);

    public Digest And(Digest other) => And(other.Value);

    public Digest And(string text)
    {
        var digest = And(text.Length);
        foreach (var character in text)
        {
            digest = digest.And((ulong)character);
        }

        return digest;
    }

    /// <summary>Their number and each of them.</summary>
    public Digest AndEach<T>(IReadOnlyList<T> items, Func<Digest, T, Digest> add)
    {
        var digest = And(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            digest = add(digest, items[i]);
        }

        return digest;
    }

    private static class Sort<T>
    {
        public static readonly Digest Digest = new Digest(Start).And(typeof(T).Name);
    }
}
