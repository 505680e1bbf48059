using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Dedupe;

/// <summary>What one input led to, in the order in which it is to be told. Used again for the next: read it before that.</summary>
internal sealed class DedupeEffects
{
    private static readonly int OutcomesCount = Enum.GetValues<AdvertOutcome>().Length;

    // A message may hold thousands of entries of which one leads to something.
    private const int ExpectedMax = 32;

    private readonly int[] _outcomes = new int[OutcomesCount];
    private readonly List<OwedTo> _owed = [];
    private List<HolderChange>? _changes;
    private int _expected;

    /// <summary>Who used a slot beyond its table, and whether it is the first time in its session.</summary>
    public BeyondTable? OutOfRange { get; set; }

    public IReadOnlyList<int> Outcomes => _outcomes;

    public MismatchDue? Mismatch { get; set; }

    /// <summary>Whether the peer's last digests before these agreed.</summary>
    public bool IsFirstMismatch { get; set; }

    public void Clear()
    {
        Array.Clear(_outcomes);
        _owed.Clear();
        _changes = null;
        OutOfRange = null;
        Mismatch = null;
        IsFirstMismatch = false;
        _expected = 0;
    }

    /// <summary>How many entries are about to be looked at: lists are made for as many, so that they need not grow.</summary>
    public void Expect(int entries) => _expected = Math.Min(entries, ExpectedMax);

    public void Count(AdvertOutcome outcome) => _outcomes[(int)outcome]++;

    /// <param name="advert">The claim.</param>
    /// <param name="table">Of the peer that makes it.</param>
    /// <param name="commit">Its commit there.</param>
    /// <param name="isHolder">Whether it began or ceased.</param>
    /// <param name="body">What was pushed with it.</param>
    public void Holder(Advert advert, SlotTable table, ulong commit, bool isHolder, RentedBuffer? body = null) =>
        (_changes ??= new List<HolderChange>(_expected)).Add(new HolderChange(advert, table.Peer, table.Session, commit, isHolder, body));

    public void HeldDue(SlotTable table, ulong commit, ArtifactId id) => (OwedToPeer(table).Due ??= new List<HeldEntry>(_expected)).Add(new HeldEntry(commit, id));

    public void Unresolved(SlotTable table, ulong commit) => (OwedToPeer(table).Unresolved ??= []).Add(commit);

    public void HeldEnded(SlotTable table, ulong commit, ArtifactId id) => (OwedToPeer(table).Ended ??= new List<HeldEntry>(_expected)).Add(new HeldEntry(commit, id));

    public IReadOnlyList<DedupeOutput> ToOutputs()
    {
        if (_changes is null && _owed.Count == 0 && Mismatch is null)
        {
            return [];
        }

        var outputs = new List<DedupeOutput>();
        if (_changes is not null)
        {
            outputs.Add(new HoldersChanged(_changes));
        }

        if (_owed.Count > 1)
        {
            _owed.Sort(static (one, other) => one.Peer.CompareTo(other.Peer));
        }

        foreach (var owed in _owed)
        {
            if (owed.Ended is not null)
            {
                outputs.Add(new HeldEnded(owed.Peer, owed.Session, owed.Ended));
            }

            if (owed.Due is not null)
            {
                outputs.Add(new HeldDue(owed.Peer, owed.Session, owed.Due));
            }

            if (owed.Unresolved is not null)
            {
                outputs.Add(new UnresolvedDue(owed.Peer, owed.Session, owed.Unresolved));
            }
        }

        if (Mismatch is not null)
        {
            outputs.Add(Mismatch);
        }

        return outputs;
    }

    // As many as there are peers at most, and one or two as a rule: looked through from the last, which is the likely one.
    private OwedTo OwedToPeer(SlotTable table)
    {
        for (var i = _owed.Count - 1; i >= 0; i--)
        {
            if (_owed[i].Table == table)
            {
                return _owed[i];
            }
        }

        var owed = new OwedTo(table, table.Session);
        _owed.Add(owed);
        return owed;
    }

    private sealed record OwedTo(SlotTable Table, long Session)
    {
        public NodeId Peer => Table.Peer;

        public List<HeldEntry>? Due { get; set; }

        public List<HeldEntry>? Ended { get; set; }

        public List<ulong>? Unresolved { get; set; }
    }
}

/// <summary>A peer that used a slot outside the table that it announced.</summary>
internal readonly record struct BeyondTable(NodeId Peer, int Slots, bool IsFirst);
