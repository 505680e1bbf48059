using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;

namespace Tidings.Blocks.Dedupe;

/// <summary>What reaches the dedupe stage of a kind.</summary>
public abstract record DedupeInput;

/// <summary>Slot updates, SYNCED or digests of one peer, in the order of its control lane.</summary>
internal sealed record DedupeMessage(DecodedMessage Message) : DedupeInput, IDisposable
{
    public void Dispose() => Message.Dispose();
}

/// <summary>A peer came or went.</summary>
internal sealed record DedupePeer(PeerEvent Event) : DedupeInput;

/// <summary>The pool's status of these artifacts changed: entries that name them are looked at again. A signal.</summary>
/// <param name="Ids">What changed, repetitions allowed; null when it was too much to name, so that everything is looked at.</param>
internal sealed record DedupePool(IReadOnlyList<ArtifactId>? Ids) : DedupeInput
{
    /// <summary>Ids that one signal names at most: beyond it, looking at everything once is cheaper.</summary>
    public const int IdsMax = 4096;

    /// <summary>These, or everything when they are too many to name.</summary>
    public static DedupePool Of(IReadOnlyList<ArtifactId> ids) => new(ids.Count <= IdsMax ? ids : null);

    /// <summary>How two values that wait together become one.</summary>
    public static DedupePool Merge(DedupePool earlier, DedupePool later) =>
        earlier.Ids is { } first && later.Ids is { } second && first.Count + second.Count <= IdsMax
            ? new DedupePool(MergedList<ArtifactId>.Of(first, second))
            : new DedupePool((IReadOnlyList<ArtifactId>?)null);
}
