using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Move;

namespace Tidings.Benchmarks.Support;

/// <summary>A pool with room for everything, which says the same of every artifact.</summary>
internal sealed class OpenPool(ArtifactStatus status = ArtifactStatus.Unknown, ArtifactContent? always = null) : IPoolStatus
{
    public long Version => 1;

    public long Forgotten => 0;

    public ArtifactStatus StatusOf(ArtifactId id) => status;

    /// <summary>Nothing has an advert here: what comes by a short id stays unresolved.</summary>
    public bool TryGetAdvert(ArtifactId id, out Advert advert)
    {
        advert = default;
        return false;
    }

    public bool HasRoomFor(Advert advert) => true;

    public bool TryReservePlace(Advert advert) => true;

    public void ReleasePlace(Advert advert)
    {
    }

    public void Refuse(ArtifactId id) => throw new InvalidOperationException("Refused: a benchmark has right artifacts only.");

    public bool TryGetContent(ArtifactId id, [NotNullWhen(true)] out ArtifactContent? content)
    {
        content = always is not null && always.TryAddReference() ? always : null;
        return content is not null;
    }
}
