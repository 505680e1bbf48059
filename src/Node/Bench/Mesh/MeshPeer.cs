using System.Globalization;

namespace Tidings.Node.Bench.Mesh;

/// <summary>Where a node of the mesh listens, and by which key it is known. Immutable.</summary>
internal sealed record MeshPeer(int Port, string Key)
{
    /// <summary>As <see cref="Parse"/> reads it: without a space.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Port}:{Key}");

    /// <exception cref="FormatException">It is none.</exception>
    public static MeshPeer Parse(string text) => text.Split(':') is [var port, var key]
        ? new MeshPeer(int.Parse(port, CultureInfo.InvariantCulture), key)
        : throw new FormatException($"'{text}' is no node of a mesh.");
}
