using System.Diagnostics.CodeAnalysis;

namespace Tidings.Blocks;

/// <summary>
/// First in, first out, in arrays of one size that are used again: it grows without an array that the collector counts as a large object, and holds no object for each item. Not
/// thread-safe.
/// </summary>
internal sealed class SegmentedQueue<T>
{
    private const int SegmentLength = 512;

    private readonly Queue<T[]> _segments = new();
    private T[]? _last;
    private T[]? _spare;
    private int _head;
    private int _tail;

    public int Count { get; private set; }

    public void Enqueue(T item)
    {
        if (_last is null || _tail == SegmentLength)
        {
            _last = _spare ?? new T[SegmentLength];
            _spare = null;
            _segments.Enqueue(_last);
            _tail = 0;
        }

        _last[_tail++] = item;
        Count++;
    }

    public bool TryPeek([MaybeNullWhen(false)] out T item)
    {
        item = Count == 0 ? default : _segments.Peek()[_head];
        return Count > 0;
    }

    /// <exception cref="InvalidOperationException">It is empty.</exception>
    public T Dequeue()
    {
        var segment = _segments.Peek();
        var item = segment[_head];
        segment[_head++] = default!;
        Count--;
        if (_head == SegmentLength || Count == 0)
        {
            _spare = _segments.Dequeue();
            _head = 0;
            _last = Count == 0 ? null : _last;
        }

        return item;
    }
}
