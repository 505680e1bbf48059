using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Dedupe;

/// <summary>What one input led to, in the order in which it is to be told.</summary>
internal sealed class DedupeEffects
{
    private readonly List<HolderChange> _changes = [];
    private readonly SortedDictionary<NodeId, OwedTo> _owed = [];
    private readonly int[] _outcomes = new int[Enum.GetValues<AdvertOutcome>().Length];

    /// <summary>Who used a slot beyond its table, and whether it is the first time in its session.</summary>
    public BeyondTable? OutOfRange { get; set; }

    public IReadOnlyList<int> Outcomes => _outcomes;

    public MismatchDue? Mismatch { get; set; }

    /// <summary>Whether the peer's last digests before these agreed.</summary>
    public bool IsFirstMismatch { get; set; }

    public void Count(AdvertOutcome outcome) => _outcomes[(int)outcome]++;

    public void Holder(Advert advert, SlotTable table, ulong commit, bool isHolder, RentedBuffer? body = null) =>
        _changes.Add(new HolderChange(advert, table.Peer, table.Session, commit, isHolder, body));

    public void HeldDue(SlotTable table, ulong commit, ArtifactId id) => OwedToPeer(table).Due.Add(new HeldEntry(commit, id));

    public void HeldEnded(SlotTable table, ulong commit, ArtifactId id) => OwedToPeer(table).Ended.Add(new HeldEntry(commit, id));

    public IReadOnlyList<DedupeOutput> ToOutputs()
    {
        var outputs = new List<DedupeOutput>();
        if (_changes.Count > 0)
        {
            outputs.Add(new HoldersChanged(_changes));
        }

        foreach (var (peer, owed) in _owed)
        {
            if (owed.Ended.Count > 0)
            {
                outputs.Add(new HeldEnded(peer, owed.Session, owed.Ended));
            }

            if (owed.Due.Count > 0)
            {
                outputs.Add(new HeldDue(peer, owed.Session, owed.Due));
            }
        }

        if (Mismatch is not null)
        {
            outputs.Add(Mismatch);
        }

        return outputs;
    }

    private OwedTo OwedToPeer(SlotTable table)
    {
        if (!_owed.TryGetValue(table.Peer, out var owed))
        {
            _owed.Add(table.Peer, owed = new OwedTo(table.Session));
        }

        return owed;
    }

    private sealed class OwedTo(long session)
    {
        public long Session => session;

        public List<HeldEntry> Due { get; } = [];

        public List<HeldEntry> Ended { get; } = [];
    }
}

/// <summary>A peer that used a slot outside the table that it announced.</summary>
internal readonly record struct BeyondTable(NodeId Peer, int Slots, bool IsFirst);
