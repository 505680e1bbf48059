namespace Tidings.Runtime.Peers.Sessions;

/// <summary>
/// Which processes showed one key lately. Each change of process counts, also back to an earlier one: two nodes with one key push each other out
/// in turn. Not thread-safe.
/// </summary>
internal sealed class IncarnationLog(PeersOptions options)
{
    private readonly Queue<TimeSpan> _changes = new();
    private ulong? _last;

    /// <summary>Changes within the window, this one included.</summary>
    public int Record(ulong incarnation, TimeSpan now)
    {
        while (_changes.TryPeek(out var oldest) && now - oldest >= options.IncarnationWindow)
        {
            _changes.Dequeue();
        }

        if (_last != incarnation)
        {
            _last = incarnation;
            _changes.Enqueue(now);
        }

        return _changes.Count;
    }

    /// <summary>After a time of refusal the count begins anew.</summary>
    public void Clear() => _changes.Clear();
}
