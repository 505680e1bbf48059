using System.Threading.Tasks.Dataflow;

namespace Tidings.Pipelines.Graph;

/// <summary>
/// The offers that an edge had no room for, in order, and whether somebody is fetching them: one at a time, so that a source's next offer never overtakes its
/// postponed one. Guarded by the lock of its edge.
/// </summary>
internal sealed class PostponedOffers<T>
{
    private readonly Queue<(ISourceBlock<T> Source, DataflowMessageHeader Header)> _offers = new();
    private bool _fetching;

    /// <summary>Whether a new offer may be taken at once.</summary>
    public bool IsIdle => !_fetching && _offers.Count == 0;

    public bool Any => _offers.Count > 0;

    public void Add(ISourceBlock<T> source, DataflowMessageHeader header) => _offers.Enqueue((source, header));

    /// <summary>False when there is nothing to fetch or somebody does already, who will see what was added meanwhile.</summary>
    public bool TryBeginFetching()
    {
        if (_fetching || _offers.Count == 0)
        {
            return false;
        }

        return _fetching = true;
    }

    /// <summary>The next to fetch. False ends the fetching.</summary>
    public bool TryNext(bool hasRoom, out (ISourceBlock<T> Source, DataflowMessageHeader Header) next)
    {
        next = default;
        return hasRoom && _offers.TryDequeue(out next) ? true : _fetching = false;
    }

    /// <summary>Takes a writer out that has given up.</summary>
    public void Remove(ISourceBlock<T> source)
    {
        for (var waiting = _offers.Count; waiting > 0; waiting--)
        {
            var next = _offers.Dequeue();
            if (!ReferenceEquals(next.Source, source))
            {
                _offers.Enqueue(next);
            }
        }
    }
}
