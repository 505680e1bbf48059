using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Publish;

/// <summary>Everything that is kept to speak with one peer about one kind. Not thread-safe.</summary>
internal sealed class Neighbour(NodeId id, PublishOptions options)
{
    private ulong _incarnation;
    private long _heldSession;

    public NodeId Id => id;

    public long Session { get; private set; }

    /// <summary>Whether it has a session and knows this kind.</summary>
    public bool IsConnected { get; private set; }

    public ToldTable Told { get; } = new();

    public UpdateQueue Updates { get; } = new(options.GatherRelaysFor);

    public IntroducedSlots Introduced { get; } = new();

    public HeldOut HeldOut { get; } = new();

    public HeldIn HeldIn { get; } = new();

    /// <summary>Short marks that it is owed.</summary>
    public ShortMarksOut ShortMarksOut { get; } = new();

    /// <summary>Short marks that it gave.</summary>
    public ShortMarksIn ShortMarksIn { get; } = new(options);

    public RepairQueue Repairs { get; } = new(options);

    /// <summary>Pages of its table that it is to be asked for again.</summary>
    public SortedSet<uint> AskedPages { get; } = [];

    /// <summary>Commits of its table that it is to be asked to tell in full; at most a frame of them, since the dedupe stage says again what stays unresolved.</summary>
    public SortedSet<ulong> AskedCommits { get; } = [];

    /// <summary>Artifacts that it has and we lack, by short id; at most a frame of them.</summary>
    public SortedSet<ulong> AskedShorts { get; } = [];

    /// <summary>Whether it is to be asked to tell all that it said by short marks.</summary>
    public bool AsksShortMarks { get; set; }

    /// <summary>Whether it is to be asked for its held marks again.</summary>
    public bool AsksHeld { get; set; }

    /// <summary>Whether its held marks differed when they were compared last.</summary>
    public bool HeldDiffers { get; set; }

    /// <summary>Whether it gave more held marks in this session than there can be.</summary>
    public bool HasFlooded { get; set; }

    /// <summary>Pages that it kept from the last session.</summary>
    public IReadOnlyList<uint> KeptPages { get; private set; } = [];

    /// <summary>Whether SYNCED was said in this session.</summary>
    public bool IsSynced { get; set; }

    public bool IsDigestDue { get; set; }

    public bool IsHeldDigestDue { get; set; }

    /// <summary>Whether it asked for all that it was not told: it is told with the next heartbeat, since to look for that costs much.</summary>
    public bool IsRevealDue { get; set; }

    /// <summary>Where the next digests begin.</summary>
    public int DigestPage { get; set; }

    /// <summary>What was asked of the bandwidth stage and not granted yet, in bytes.</summary>
    public int Demanded { get; set; }

    /// <summary>How urgent it was said to be.</summary>
    public FetchPriority DemandedClass { get; set; }

    /// <summary>How urgent the most urgent is that there is to say. What keeps the tables right is of the usual class.</summary>
    public FetchPriority Class => Max(NewsClass, HasWords ? FetchPriority.Fetch : FetchPriority.Later);

    /// <summary>Until when the answer to the last push is waited for; null when it came, or none was sent.</summary>
    public TimeSpan? AnswerDue { get; set; }

    /// <summary>The most urgent class of what that push went with.</summary>
    public FetchPriority AnswerClass { get; set; }

    /// <summary>Artifacts that it was pushed since it answered last.</summary>
    public int Unanswered { get; set; }

    /// <summary>
    /// Whether changes and marks wait for the answer to the last pushes, until then or until there are many. What is more urgent than the last push does not wait, and takes
    /// along what does.
    /// </summary>
    public bool IsGathering =>
        AnswerDue is not null && Unanswered >= options.GatherFromPushes && Demanded == 0 && (Updates.Count > 0 || HeldOut.IsRipe || ShortMarksOut.IsRipe) && NewsClass <= AnswerClass && Updates.BytesMax < options.GatherBytesMax;

    /// <summary>Whether it was known at the heartbeat before without ever having had a session.</summary>
    public bool IsGhost { get; set; }

    /// <summary>All that was there when the session began has been told, or needs not be yet.</summary>
    public bool IsSyncDue => !IsSynced && !Updates.HasInitial;

    /// <summary>Whether it is to be asked for something that it said, or should have.</summary>
    public bool Asks => AskedPages.Count > 0 || AskedCommits.Count > 0 || AsksHeld || AskedShorts.Count > 0 || AsksShortMarks;

    /// <summary>Asks it for an artifact, if it holds that; for all of which we cannot know when there are too many.</summary>
    public void Ask(ulong shortId)
    {
        if (AskedShorts.Count < WireLimits.ShortMarksPerFrame)
        {
            AskedShorts.Add(shortId);
        }
        else
        {
            AsksShortMarks = true;
        }
    }

    /// <summary>The slot has just been filled: its artifact is not asked for, since who is asked takes it that what we gave a mark for before is lost.</summary>
    public void Meet(Slot slot)
    {
        AskedShorts.Remove(slot.ShortId);
        ShortMarksIn.Meet(slot);
    }

    private FetchPriority NewsClass => Max(Updates.Class, HeldOut.IsRipe ? HeldOut.Class : FetchPriority.Later);

    /// <summary>Whether anything is to be said besides held marks and updates.</summary>
    private bool HasWords => Asks || ShortMarksOut.IsRipe || IsSyncDue || IsDigestDue || IsHeldDigestDue || Repairs.IsReady;

    public bool IsSameProcess(PeerJoined joined) => _incarnation == joined.Incarnation;

    public void Join(PeerJoined joined, PeerKind? kind, ulong ourIncarnation)
    {
        Forget();
        IsConnected = kind is not null;
        Session = joined.Session;
        _incarnation = joined.Incarnation;
        KeptPages = Told.KeepOnly(kind?.Kept is { } kept && kept.Incarnation == ourIncarnation ? kept : null);
        MayOwe(joined.Session);
    }

    public void Leave()
    {
        Forget();
        IsConnected = false;
        MayOwe(Session + 1);
        HeldOut.Begin();
    }

    /// <summary>
    /// Whether marks or repairs found in a session are still of use. The dedupe stage may hear of a session before this one does: what it says then
    /// belongs to the session to come.
    /// </summary>
    public bool MayOwe(long session)
    {
        if (session > _heldSession)
        {
            _heldSession = session;
            HeldOut.Begin();
            AskedPages.Clear();
            AskedCommits.Clear();
        }

        return session == _heldSession;
    }

    private static FetchPriority Max(FetchPriority one, FetchPriority other) => one > other ? one : other;

    private void Forget()
    {
        Updates.Clear();
        Introduced.Clear();
        Repairs.Clear();
        HeldIn.Begin();
        ShortMarksOut.Begin();
        ShortMarksIn.Begin();
        AskedShorts.Clear();
        AsksShortMarks = false;
        AsksHeld = false;
        HeldDiffers = false;
        HasFlooded = false;
        IsSynced = false;
        IsDigestDue = false;
        IsHeldDigestDue = false;
        IsRevealDue = false;
        DigestPage = 0;
        Demanded = 0;
        AnswerDue = null;
        Unanswered = 0;
    }
}
