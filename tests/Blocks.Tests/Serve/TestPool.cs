using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Move;

namespace Tidings.Blocks.Tests.Serve;

/// <summary>The read side of a pool that serves what it is given; the rest is not asked by the stage under test.</summary>
internal sealed class TestPool : IPoolStatus
{
    private readonly Dictionary<ArtifactId, TestContent> _contents = [];

    public List<TestContent> All { get; } = [];

    public long Version => _contents.Count;

    public long Forgotten => 0;

    public static ArtifactId Id(int number) => new(Limits.LimitsWorld.Peer(number).Hash);

    public void Add(int number, long size, int chunkSize = 256 << 10)
    {
        var content = new TestContent(size, chunkSize);
        _contents.Add(Id(number), content);
        All.Add(content);
    }

    public void Remove(int number)
    {
        if (_contents.Remove(Id(number), out var content))
        {
            content.Release();
        }
    }

    public bool TryGetContent(ArtifactId id, [NotNullWhen(true)] out ArtifactContent? content)
    {
        content = _contents.GetValueOrDefault(id);
        return content?.TryAddReference() == true;
    }

    public ArtifactStatus StatusOf(ArtifactId id) => _contents.ContainsKey(id) ? ArtifactStatus.Validated : ArtifactStatus.Unknown;

    public bool TryGetAdvert(ArtifactId id, out Advert advert) => throw new NotSupportedException();

    public bool HasRoomFor(Advert advert) => throw new NotSupportedException();

    public bool TryReservePlace(Advert advert) => throw new NotSupportedException();

    public void ReleasePlace(Advert advert) => throw new NotSupportedException();

    public void Refuse(ArtifactId id) => throw new NotSupportedException();
}
