using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Prioritize;

/// <summary>One claim in the buffer: who makes it, its class, and how far it got.</summary>
internal sealed class PriorityEntry
{
    // Nearly every claim has one holder for as long as it is here: the list is for the others.
    private HolderCommit _first;
    private List<HolderCommit>? _more;
    private EntryLinks _amongAll;
    private EntryLinks _inState;

    public Advert Advert { get; private set; }

    public ClaimKey Claim => ClaimKey.Of(Advert);

    /// <summary>Order of arrival.</summary>
    public long Age { get; private set; }

    /// <summary>The peer that it is charged to: of those that make the claim now, the one first heard from, or one that had fewer claims when it joined.</summary>
    public PeerShelf Shelf { get; set; } = null!;

    public NodeId Owner => Shelf.Peer;

    public FetchPriority Class { get; set; }

    public EntryState State { get; set; }

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

    /// <summary>The last round of admissions in which it found no memory or place.</summary>
    public long PassedOverIn { get; set; }

    /// <summary>Where <see cref="AgeQueue"/> has it.</summary>
    public bool IsLate { get; set; }

    public ref EntryLinks AmongAll => ref _amongAll;

    public ref EntryLinks InState => ref _inState;

    public int HolderCount { get; private set; }

    /// <summary>Of those that make the claim now, the one heard from first.</summary>
    public NodeId FirstHolder => _first.Peer;

    /// <summary>Begins, or begins anew for another claim: entries are used again, since one comes and goes with every artifact.</summary>
    public void Begin(Advert advert, long age, PeerShelf shelf)
    {
        (Advert, Age, Shelf, State) = (advert, age, shelf, EntryState.Waiting);
        (JudgedBy, RestsUntil, WasInPool, HasNews) = (0, default, false, false);
        (PassedOver, PassedOverIn, IsLate, HolderCount) = (0, 0, false, 0);
        _more?.Clear();
    }

    /// <summary>As they are now, in the order in which they were heard from.</summary>
    public HolderCommit[] ToHolders()
    {
        var holders = new HolderCommit[HolderCount];
        if (HolderCount > 0)
        {
            holders[0] = _first;
            _more?.CopyTo(holders, 1);
        }

        return holders;
    }

    /// <summary>True if it is news: a new holder, or a newer commit of a known one.</summary>
    public bool AddHolder(NodeId peer, ulong commit)
    {
        var at = IndexOf(peer);
        if (at < 0)
        {
            if (HolderCount++ == 0)
            {
                _first = new HolderCommit(peer, commit);
            }
            else
            {
                (_more ??= []).Add(new HolderCommit(peer, commit));
            }

            return true;
        }

        var known = at == 0 ? _first : _more![at - 1];
        if (at == 0)
        {
            _first = new HolderCommit(peer, commit);
        }
        else
        {
            _more![at - 1] = new HolderCommit(peer, commit);
        }

        return commit > known.Commit;
    }

    public bool RemoveHolder(NodeId peer)
    {
        var at = IndexOf(peer);
        if (at < 0)
        {
            return false;
        }

        if (--HolderCount > 0)
        {
            _first = at == 0 ? _more![0] : _first;
            _more!.RemoveAt(Math.Max(0, at - 1));
        }

        return true;
    }

    private int IndexOf(NodeId peer)
    {
        if (HolderCount == 0)
        {
            return -1;
        }

        if (_first.Peer == peer)
        {
            return 0;
        }

        for (var i = 0; i < HolderCount - 1; i++)
        {
            if (_more![i].Peer == peer)
            {
                return i + 1;
            }
        }

        return -1;
    }
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
