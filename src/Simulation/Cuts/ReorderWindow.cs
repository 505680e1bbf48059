namespace Tidings.Simulation.Cuts;

/// <summary>
/// Items that may overtake each other. Each comes with a place; a place that is due takes any of those that wait, so that nothing is lost or held back by
/// its neighbours. Thread-safe.
/// </summary>
internal sealed class ReorderWindow<T>(Random random)
{
    private readonly Lock _gate = new();
    private readonly List<T> _waiting = [];

    public void Add(T item)
    {
        lock (_gate)
        {
            _waiting.Add(item);
        }
    }

    /// <summary>One of those that wait, each as likely as the others. Called once for each that was added.</summary>
    public T Take()
    {
        lock (_gate)
        {
            int chosen;
            lock (random)
            {
                chosen = random.Next(_waiting.Count);
            }

            var item = _waiting[chosen];
            _waiting.RemoveAt(chosen);
            return item;
        }
    }
}
