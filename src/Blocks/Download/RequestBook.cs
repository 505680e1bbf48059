using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Download;

/// <summary>The requests that have no end yet, by number. Numbers start at 1 and grow; none is used twice.</summary>
internal sealed class RequestBook
{
    /// <summary>Numbers remembered after their lane ended under them: an answer that was already inside this process is late, not unasked.</summary>
    private const int LostRemembered = 1024;

    private readonly Dictionary<ulong, ChunkRequestState> _open = [];
    private readonly HashSet<ulong> _lost = [];
    private readonly Queue<ulong> _lostInOrder = new();
    private ulong _last;

    public int Count => _open.Count;

    public ulong NextNumber() => ++_last;

    public void Open(ChunkRequestState request) => _open.Add(request.Number, request);

    public bool TryFind(ulong number, NodeId peer, [NotNullWhen(true)] out ChunkRequestState? request) =>
        _open.TryGetValue(number, out request) && request.Peer.Peer == peer;

    public bool IsOpen(ulong number) => _open.ContainsKey(number);

    public void Close(ChunkRequestState request) => _open.Remove(request.Number);

    /// <summary>Ends a request whose lane or session ended.</summary>
    public void Lose(ChunkRequestState request)
    {
        Close(request);
        _lost.Add(request.Number);
        _lostInOrder.Enqueue(request.Number);
        if (_lostInOrder.Count > LostRemembered)
        {
            _lost.Remove(_lostInOrder.Dequeue());
        }
    }

    public bool WasLost(ulong number) => _lost.Contains(number);
}
