using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Prioritize;

/// <summary>One claim in the buffer: who makes it, its class, and how far it got.</summary>
internal sealed class PriorityEntry(Advert advert, long age)
{
    private readonly List<HolderCommit> _holders = [];

    public Advert Advert => advert;

    public ClaimKey Claim { get; } = ClaimKey.Of(advert);

    /// <summary>Order of arrival.</summary>
    public long Age => age;

    /// <summary>The peer that it is charged to: of those that make the claim now, the one first heard from, or one that had fewer claims when it joined.</summary>
    public NodeId Owner { get; set; }

    public FetchPriority Class { get; set; }

    public EntryState State { get; set; } = EntryState.Waiting;

    /// <summary>Number of the snapshot that gave it its class.</summary>
    public long JudgedBy { get; set; }

    /// <summary>When a resting one waits again, or when one that was handed over is looked for in the pool no longer.</summary>
    public TimeSpan RestsUntil { get; set; }

    /// <summary>Whether the pool has been seen to know it since it was handed over.</summary>
    public bool WasInPool { get; set; }

    /// <summary>Whether it was advertised anew since its download began, which may have missed it when it ended.</summary>
    public bool HasNews { get; set; }

    /// <summary>Others admitted past it while there was no memory for it.</summary>
    public int PassedOver { get; set; }

    /// <summary>Pushed bytes, kept for the one attempt to admit it.</summary>
    public PushedBody? Body { get; set; }

    public IReadOnlyList<HolderCommit> Holders => _holders;

    public LinkedListNode<PriorityEntry>? Place { get; set; }

    /// <summary>True if it is news: a new holder, or a newer commit of a known one.</summary>
    public bool AddHolder(NodeId peer, ulong commit)
    {
        var at = _holders.FindIndex(holder => holder.Peer == peer);
        if (at < 0)
        {
            _holders.Add(new HolderCommit(peer, commit));
            return true;
        }

        var isNewer = commit > _holders[at].Commit;
        _holders[at] = new HolderCommit(peer, commit);
        return isNewer;
    }

    public bool RemoveHolder(NodeId peer) => _holders.RemoveAll(holder => holder.Peer == peer) > 0;
}

/// <summary>How far a claim got.</summary>
internal enum EntryState
{
    /// <summary>Judged, and admitted when its turn comes if its class is fetched.</summary>
    Waiting,

    /// <summary>Admitted: the download stage has it.</summary>
    Started,

    /// <summary>Its artifact was handed to the pool, or came there in another way.</summary>
    HandedOver,

    /// <summary>Nobody could serve it: waits until it is advertised anew, or for a while.</summary>
    Resting,

    /// <summary>Larger than the room that the pool has left: waits until there is more.</summary>
    SetAside,

    /// <summary>Disproved by its bytes, or larger than the kind allows: never fetched by this claim.</summary>
    Refused,
}
