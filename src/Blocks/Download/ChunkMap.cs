using System.Collections;

namespace Tidings.Blocks.Download;

/// <summary>Which chunks of a download are here, which are asked and which wait: those never asked, in order, and those to be asked again.</summary>
internal sealed class ChunkMap(int count)
{
    private readonly BitArray _done = new(count);
    private readonly List<int> _again = [];
    private int _fresh;

    public int Count => count;

    public int Done { get; private set; }

    public bool IsComplete => Done == count;

    /// <summary>Whether a chunk waits to be asked.</summary>
    public bool HasMissing => _again.Count > 0 || _fresh < count;

    /// <summary>Chunks that were asked before, without success, in order.</summary>
    public List<int> Again => _again;

    /// <summary>The first chunk that was never asked; <see cref="Count"/> when there is none.</summary>
    public int Fresh => _fresh;

    public bool IsDone(int chunk) => _done[chunk];

    public void Asked(int chunk)
    {
        if (chunk == _fresh)
        {
            _fresh++;
        }
        else
        {
            RemoveAgain(chunk);
        }
    }

    public void AskAgain(int chunk)
    {
        if (!_done[chunk] && _again.BinarySearch(chunk) is var place && place < 0)
        {
            _again.Insert(~place, chunk);
        }
    }

    public void MarkDone(int chunk)
    {
        RemoveAgain(chunk);
        _done[chunk] = true;
        Done++;
    }

    private void RemoveAgain(int chunk)
    {
        if (_again.BinarySearch(chunk) is var place && place >= 0)
        {
            _again.RemoveAt(place);
        }
    }
}
