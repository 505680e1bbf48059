using System.Diagnostics.CodeAnalysis;

namespace Tidings.Blocks.Peers;

/// <summary>Identity of a node: the SHA-256 of the SubjectPublicKeyInfo of its key. Names and certificate chains prove nothing; this does.</summary>
/// <param name="Hash">The 32 bytes.</param>
public readonly record struct NodeId(Hash256 Hash) : IComparable<NodeId>
{
    /// <summary>Copies 32 bytes.</summary>
    /// <param name="bytes">Exactly 32 bytes.</param>
    /// <exception cref="ArgumentException">The length is not 32.</exception>
    public NodeId(ReadOnlySpan<byte> bytes)
        : this(new Hash256(bytes))
    {
    }

    /// <summary>The order of the bytes.</summary>
    /// <param name="other">The id to compare with.</param>
    public int CompareTo(NodeId other) => Hash.CompareTo(other.Hash);

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => Hash.ToString();

    /// <summary>The first eight digits, for logs and tables.</summary>
    public string ToShortString() => ToString()[..8];

    /// <summary>Reads 64 hexadecimal digits.</summary>
    /// <param name="text">The digits.</param>
    /// <param name="id">The id, or the default when the text is not one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out NodeId id)
    {
        var parsed = Hash256.TryParse(text, out var hash);
        id = new NodeId(hash);
        return parsed;
    }
}
