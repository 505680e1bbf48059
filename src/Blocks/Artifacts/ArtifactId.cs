using System.Diagnostics.CodeAnalysis;

namespace Tidings.Blocks.Artifacts;

/// <summary>Identity of an artifact: the hash of its kind, size, chunk size and Merkle root. Computed by whoever holds the bytes, never believed.</summary>
/// <param name="Hash">The 32 bytes.</param>
public readonly record struct ArtifactId(Hash256 Hash) : IComparable<ArtifactId>
{
    /// <summary>Copies 32 bytes.</summary>
    /// <param name="bytes">Exactly 32 bytes.</param>
    /// <exception cref="ArgumentException">The length is not 32.</exception>
    public ArtifactId(ReadOnlySpan<byte> bytes)
        : this(new Hash256(bytes))
    {
    }

    /// <summary>The order of the bytes.</summary>
    /// <param name="other">The id to compare with.</param>
    public int CompareTo(ArtifactId other) => Hash.CompareTo(other.Hash);

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => Hash.ToString();

    /// <summary>The first eight digits, for logs and tables.</summary>
    public string ToShortString() => ToString()[..8];

    /// <summary>Reads 64 hexadecimal digits.</summary>
    /// <param name="text">The digits.</param>
    /// <param name="id">The id, or the default when the text is not one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out ArtifactId id)
    {
        var parsed = Hash256.TryParse(text, out var hash);
        id = new ArtifactId(hash);
        return parsed;
    }
}
