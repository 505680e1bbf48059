using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Dedupe;

/// <summary>
/// Which artifacts that nobody advertises the upper layer removed: the newest, up to a bound. A mark on something that is advertised lies with that, and stays for as long.
/// Not thread-safe.
/// </summary>
/// <param name="max">How many are kept.</param>
internal sealed class UnadvertisedMarks(int max)
{
    private readonly Dictionary<ArtifactId, long> _numbers = [];
    private readonly SegmentedQueue<(ArtifactId Id, long Number)> _inOrder = new();
    private long _last;

    public bool Contains(ArtifactId id) => _numbers.ContainsKey(id);

    public void Add(ArtifactId id)
    {
        _numbers[id] = ++_last;
        _inOrder.Enqueue((id, _last));
        while (_numbers.Count > max)
        {
            var (oldest, number) = _inOrder.Dequeue();
            if (_numbers.GetValueOrDefault(oldest) == number)
            {
                _numbers.Remove(oldest);
            }
        }

        // Places of what was removed in between: a quarter more than there are marks at most.
        for (var places = _inOrder.Count > max + (max / 4) ? _inOrder.Count : 0; places > 0; places--)
        {
            var place = _inOrder.Dequeue();
            if (_numbers.GetValueOrDefault(place.Id) == place.Number)
            {
                _inOrder.Enqueue(place);
            }
        }
    }

    public bool Remove(ArtifactId id) => _numbers.Remove(id);
}
