using System.Globalization;

namespace Tidings.Runtime.Membership;

/// <summary>The topologies that are shipped. Thread-safe.</summary>
public static class Topology
{
    private const string FullName = "full";
    private const string RegularName = "regular:";

    /// <summary>Every member is a neighbour of every other; the default. Sessions grow with the square of the subnet.</summary>
    public static ITopology FullMesh { get; } = new FullMeshTopology();

    /// <summary>The union of <paramref name="degree"/> / 2 rings: every member has at most that many neighbours, and a path leads to all.</summary>
    /// <param name="degree">Even, 2 to 64. A subnet of this many members or fewer becomes a full mesh.</param>
    /// <exception cref="ArgumentOutOfRangeException">The degree is odd or out of range.</exception>
    public static ITopology Regular(int degree) => new RingsTopology(degree);

    /// <summary>Reads <c>full</c> or <c>regular:D</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is neither, or D is not an even number from 2 to 64.</exception>
    public static ITopology Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == FullName)
        {
            return FullMesh;
        }

        if (text.StartsWith(RegularName, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(RegularName.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var degree)
            && RingsTopology.IsDegree(degree))
        {
            return Regular(degree);
        }

        throw new FormatException($"'{text}' is not a topology: write 'full', or 'regular:D' with D even, 2 to {RingsTopology.DegreeMax}.");
    }
}
