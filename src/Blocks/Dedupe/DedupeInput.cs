using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;

namespace Tidings.Blocks.Dedupe;

/// <summary>What reaches the dedupe stage of a kind.</summary>
public abstract record DedupeInput;

/// <summary>Slot updates, SYNCED or digests of one peer, in the order of its control lane.</summary>
internal sealed record DedupeMessage(DecodedMessage Message) : DedupeInput;

/// <summary>A peer came or went.</summary>
internal sealed record DedupePeer(PeerEvent Event) : DedupeInput;

/// <summary>The pool judged or lost something: entries that name it are looked at again.</summary>
internal sealed record DedupePool : DedupeInput;
