using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Prioritize;

/// <summary>The claims charged to one peer: the waiting ones by class and age, and the bytes admitted for it per class.</summary>
internal sealed class PeerShelf
{
    private readonly AgeQueue[] _waiting = [new(), new(), new(), new(), new()];
    private readonly long[] _served = new long[5];
    private readonly int[] _turn = new int[5];

    public NodeId Peer { get; private set; }

    /// <summary>All claims charged to it, waiting or not.</summary>
    public int Count { get; set; }

    /// <summary>Of them, those that are being downloaded.</summary>
    public int Started { get; set; }

    /// <summary>Begins anew, for a peer that nothing is charged to.</summary>
    public void Reset(NodeId peer)
    {
        Peer = peer;
        Started = 0;
        Array.Clear(_served);
    }

    public bool IsEmpty(FetchPriority priority) => _waiting[(int)priority].IsEmpty;

    public PriorityEntry? Oldest(FetchPriority priority) => _waiting[(int)priority].Oldest;

    /// <summary>Bytes admitted in this class, on the scale of <see cref="AdmissionQueue"/>.</summary>
    public ref long Served(FetchPriority priority) => ref _served[(int)priority];

    /// <summary>Where <see cref="AdmissionQueue"/> has it among those that wait in this class.</summary>
    public ref int Turn(FetchPriority priority) => ref _turn[(int)priority];

    public void Add(PriorityEntry entry) => _waiting[(int)entry.Class].Add(entry);

    public void Remove(PriorityEntry entry) => _waiting[(int)entry.Class].Remove(entry);

    /// <summary>What its peer can best do without: the youngest of its lowest class.</summary>
    public PriorityEntry? LeastWanted()
    {
        foreach (var waiting in _waiting)
        {
            if (waiting.Youngest is { } youngest)
            {
                return youngest;
            }
        }

        return null;
    }
}
