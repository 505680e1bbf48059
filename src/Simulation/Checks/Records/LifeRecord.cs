using Tidings.Pipelines.Composition;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Checks.Records;

/// <summary>What was seen of one life of a node. It looks on at the edges of its graph and at its pools; the invariants read it after the step. Not thread-safe.</summary>
internal sealed class LifeRecord : IEdgeObserver
{
    private const string ToMove = "/move";

    // By reference: an edge always says the same string.
    private readonly Dictionary<string, KindRecord?> _moves = new(ReferenceEqualityComparer.Instance);
    private KindRecord[] _kinds = [];

    /// <summary>The kinds, in the order in which they were added to the node.</summary>
    public IReadOnlyList<KindRecord> Kinds => _kinds;

    /// <summary>Whether there is anything in the records that was not there at the last check.</summary>
    public bool HasNews { get; private set; }

    /// <summary>Before the node starts.</summary>
    public void Attach(NodeGraph graph) => _kinds = [.. graph.Branches.Select(static branch => new KindRecord(branch))];

    public void Entered<T>(string edge, T item)
    {
        if (MoveReading<T>.Read is { } read && MoveOf(edge) is { } kind)
        {
            read(item, kind);
        }
    }

    /// <summary>Fetches what the pools have told.</summary>
    public void Collect()
    {
        var hasNews = false;
        foreach (var kind in _kinds)
        {
            hasNews |= kind.Collect();
        }

        HasNews = hasNews;
    }

    /// <summary>All news has been looked at.</summary>
    public void Forget()
    {
        foreach (var kind in _kinds)
        {
            kind.Forget();
        }
    }

    /// <summary>The kind whose move stage is at the end of the edge; null when it ends somewhere else, in a cut before the stage perhaps.</summary>
    private KindRecord? MoveOf(string edge)
    {
        if (!_moves.TryGetValue(edge, out var found))
        {
            found = _kinds.FirstOrDefault(kind => edge.EndsWith($"> {kind.Kind}{ToMove}", StringComparison.Ordinal));
            _moves.Add(edge, found);
        }

        return found;
    }
}
