namespace Tidings.Simulation.Checks.Records;

/// <summary>Urgent requests that wait on one lane, in order of arrival, and what was sent there since each came.</summary>
internal sealed class WaitingLane
{
    private readonly LinkedList<(ulong Request, long Lower, long Urgent)> _inOrder = new();
    private readonly Dictionary<ulong, LinkedListNode<(ulong Request, long Lower, long Urgent)>> _byNumber = [];
    private long _lower, _urgent;

    public void Add(ulong request)
    {
        if (!_byNumber.ContainsKey(request))
        {
            _byNumber.Add(request, _inOrder.AddLast((request, _lower, _urgent)));
        }
    }

    public bool Remove(ulong request)
    {
        if (!_byNumber.Remove(request, out var node))
        {
            return false;
        }

        _inOrder.Remove(node);
        return true;
    }

    /// <summary>A chunk was sent.</summary>
    /// <returns>When it was not urgent: the urgent request that has waited longest, and the bytes of both sorts that went before it; null when none waits.</returns>
    public (ulong Request, long Lower, long Urgent)? Answer(ulong request, int bytes)
    {
        if (Remove(request))
        {
            _urgent += bytes;
            return null;
        }

        _lower += bytes;
        return _inOrder.First is { Value: var first } ? (first.Request, _lower - first.Lower, _urgent - first.Urgent) : null;
    }
}
