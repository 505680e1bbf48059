using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;

namespace Tidings.Blocks.Publish;

/// <summary>What reaches the publish stage of a kind.</summary>
public abstract record PublishInput;

/// <summary>The validated section gained or lost artifacts.</summary>
internal sealed record PublishChanges(IReadOnlyList<SlotChange> Changes) : PublishInput, IDisposable
{
    public void Dispose()
    {
        foreach (var change in Changes)
        {
            change.Content?.Release();
        }
    }
}

/// <summary>The upper layer wants these again, though it had removed them.</summary>
internal sealed record PublishReleased(IReadOnlyList<ArtifactId> Ids) : PublishInput;

/// <summary>A slot's artifact: gained, or lost when it was there.</summary>
/// <param name="Advert">What to advertise; the maker is this node for artifacts made here.</param>
/// <param name="IsHeld">True when gained, false when lost.</param>
/// <param name="Content">The bytes, for a push, with a reference that the publish stage releases; null when lost.</param>
/// <param name="Class">How urgent it is to tell.</param>
/// <param name="IsFetched">Whether its bytes were asked for, and did not come with an advert.</param>
internal readonly record struct SlotChange(Advert Advert, bool IsHeld, Content.ArtifactContent? Content, FetchPriority Class = FetchPriority.Fetch, bool IsFetched = false);

/// <summary>Held marks or mismatches of a peer.</summary>
internal sealed record PublishMessage(DecodedMessage Message) : PublishInput, IDisposable
{
    public void Dispose() => Message.Dispose();
}

/// <summary>Held marks or page repairs that the dedupe stage found to be owed.</summary>
internal sealed record PublishOwed(DedupeOwed Owed) : PublishInput;

/// <summary>A peer came or went.</summary>
internal sealed record PublishPeer(PeerEvent Event) : PublishInput;

/// <summary>The bandwidth stage grants room. A signal.</summary>
internal sealed record PublishGranted(Grants Grants) : PublishInput;

/// <summary>A timer is due: the heartbeat's digests, adverts that waited. A signal.</summary>
internal sealed record PublishWake : PublishInput;
