using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Move;

namespace Tidings.Blocks.Tests.Dedupe;

/// <summary>A pool that says what a test wants; only the receive check's side of it.</summary>
internal sealed class FakePool : IPoolStatus
{
    private readonly Dictionary<ArtifactId, ArtifactStatus> _statuses = [];
    private readonly Dictionary<ArtifactId, Advert> _adverts = [];

    public long Version { get; private set; }

    public long Forgotten => 0;

    public void Set(ArtifactId id, ArtifactStatus status)
    {
        _statuses[id] = status;
        Version++;
    }

    public void Validate(Advert advert)
    {
        _adverts[advert.Id] = advert;
        Set(advert.Id, ArtifactStatus.Validated);
    }

    public ArtifactStatus StatusOf(ArtifactId id) => _statuses.GetValueOrDefault(id);

    /// <summary>Of what was said to be validated with its advert.</summary>
    public bool TryGetAdvert(ArtifactId id, out Advert advert)
    {
        advert = _adverts.GetValueOrDefault(id);
        return StatusOf(id) == ArtifactStatus.Validated && _adverts.ContainsKey(id);
    }

    public bool HasRoomFor(Advert advert) => throw new NotSupportedException();

    public bool TryReservePlace(Advert advert) => throw new NotSupportedException();

    public void ReleasePlace(Advert advert) => throw new NotSupportedException();

    public void Refuse(ArtifactId id) => throw new NotSupportedException();

    public bool TryGetContent(ArtifactId id, [NotNullWhen(true)] out ArtifactContent? content) => throw new NotSupportedException();
}
