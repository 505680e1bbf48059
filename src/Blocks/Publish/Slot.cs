using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Publish;

/// <summary>What a slot of this node holds now.</summary>
internal sealed class Slot(int number)
{
    public int Number => number;

    /// <summary>The number of its last change; never lost, so that a receiver can tell new from old.</summary>
    public ulong Commit { get; set; }

    /// <summary>The number of the change that emptied it last.</summary>
    public ulong GoneCommit { get; set; }

    /// <summary>The artifact, or null for a tombstone.</summary>
    public Advert? Advert { get; set; }

    /// <summary>The first eight bytes of the artifact's id.</summary>
    public ulong ShortId => Advert?.Id.Hash.Prefix ?? 0;

    /// <summary>Another slot whose artifact's id begins with the same eight bytes.</summary>
    public Slot? Next { get; set; }

    /// <summary>How urgent its last change is to tell.</summary>
    public FetchPriority Class { get; set; } = FetchPriority.Fetch;

    /// <summary>Whether its maker is another neighbour, from which its own neighbours have the artifact: pushed, or as one chunk, which they fetch there as we did.</summary>
    public bool IsRelay { get; set; }

    /// <summary>Who has been told of the artifact and who holds it; null for a tombstone.</summary>
    public ReceiptRecord? Receipt { get; set; }

    /// <summary>A copy of the artifact's bytes for as long as somebody is to be pushed them.</summary>
    public byte[]? Push { get; set; }

    /// <summary>Peers that are still to be pushed them.</summary>
    public int PushesLeft { get; set; }
}
