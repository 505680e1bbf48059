using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;

namespace Tidings.Blocks.Move;

/// <content>What the other stages ask.</content>
public abstract partial class ArtifactPool<T> : IPoolReader, IPoolFacts
{
    private readonly List<ArtifactId> _refused = [];
    private Action? _touched;

    /// <summary>Tells two contents of both sections apart without looking through them.</summary>
    internal ulong Digest
    {
        get
        {
            lock (_gate)
            {
                // Not the same for an id that only changes its section.
                return State.Unvalidated.Digest ^ ulong.RotateLeft(State.Validated.Digest, 1);
            }
        }
    }

    long IPoolStatus.Version => Read(static state => state.Version);

    long IPoolStatus.Forgotten => Read(static state => state.Refused.Forgotten);

    long IPoolFacts.Version => Read(static state => state.Version);

    ArtifactStatus IPoolStatus.StatusOf(ArtifactId id) => StatusOf(id);

    ArtifactStatus IPoolFacts.StatusOf(ArtifactId id) => StatusOf(id);

    bool IPoolStatus.TryGetAdvert(ArtifactId id, out Advert advert)
    {
        lock (_gate)
        {
            var entry = State.FindValidated(id);
            advert = entry?.Advert ?? default;
            return entry is not null;
        }
    }

    bool IPoolStatus.HasRoomFor(Advert advert)
    {
        lock (_gate)
        {
            return State.Places.HasRoom(advert.Size);
        }
    }

    bool IPoolStatus.TryReservePlace(Advert advert)
    {
        lock (_gate)
        {
            return State.Places.TryPromise(advert);
        }
    }

    void IPoolStatus.ReleasePlace(Advert advert)
    {
        lock (_gate)
        {
            if (!State.Places.TryRedeem(advert))
            {
                throw new InvalidOperationException($"No place is set aside for {advert.Id.ToShortString()} with {advert.Size} bytes.");
            }

            State.Places.Vacate(advert.Size);
        }
    }

    void IPoolStatus.Refuse(ArtifactId id)
    {
        lock (_gate)
        {
            State.Refused.Remember(id, ArtifactStatus.Rejected, Settings.Now + Settings.Options.RefusedFor);
            _refused.Add(id);
        }

        _touched?.Invoke();
    }

    bool IPoolStatus.TryGetContent(ArtifactId id, [NotNullWhen(true)] out ArtifactContent? content)
    {
        lock (_gate)
        {
            content = State.FindValidated(id) is { } entry && entry.Content.TryAddReference() ? entry.Content : null;
            return content is not null;
        }
    }

    PoolSubscription IPoolReader.Subscribe() => Subscribe();

    private ArtifactStatus StatusOf(ArtifactId id)
    {
        lock (_gate)
        {
            return State.StatusOf(id);
        }
    }
}
