using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;

namespace Tidings.Blocks.Move;

/// <summary>
/// What the stages of a kind ask its pool, from any thread; the move stage alone writes. A place is room for one artifact in the validated section,
/// set aside before its first chunk is asked: counted per id and size, because claims are fetched separately.
/// </summary>
internal interface IPoolStatus
{
    /// <summary>Grows with every change of the validated section.</summary>
    long Version { get; }

    /// <summary>Grows when something becomes unknown that was known: a removed or refused artifact was forgotten.</summary>
    long Forgotten { get; }

    /// <summary>What is known of an artifact now.</summary>
    ArtifactStatus StatusOf(ArtifactId id);

    /// <summary>The advert of a validated artifact, whose size and rank are proved.</summary>
    bool TryGetAdvert(ArtifactId id, out Advert advert);

    /// <summary>Whether <see cref="TryReservePlace"/> would succeed now.</summary>
    bool HasRoomFor(Advert advert);

    /// <summary>
    /// Sets a place aside. It passes to the artifact when it arrives in the pool; every other end of the download gives it back
    /// with <see cref="ReleasePlace"/>.
    /// </summary>
    bool TryReservePlace(Advert advert);

    /// <summary>Gives a place back that no artifact took.</summary>
    /// <exception cref="InvalidOperationException">None is set aside for this id and size.</exception>
    void ReleasePlace(Advert advert);

    /// <summary>Remembers bytes that hash to their id and are no artifact: refused like a rejected one.</summary>
    void Refuse(ArtifactId id);

    /// <summary>The bytes of a validated artifact, with a reference that the caller releases.</summary>
    bool TryGetContent(ArtifactId id, [NotNullWhen(true)] out ArtifactContent? content);
}
