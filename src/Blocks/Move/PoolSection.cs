using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Move;

/// <summary>Artifacts in order of entry, linked through the entries themselves. Not thread-safe.</summary>
internal sealed class PoolSection<T>
    where T : IArtifact<T>
{
    private PoolEntry<T>? _first;
    private PoolEntry<T>? _last;

    public int Count { get; private set; }

    /// <summary>Encoded sizes, spooled ones included.</summary>
    public long Bytes { get; private set; }

    /// <summary>Exclusive or of the ids' prefixes: tells two contents apart without looking through them.</summary>
    public ulong Digest { get; private set; }

    public IEnumerable<PoolEntry<T>> Entries
    {
        get
        {
            for (var entry = _first; entry is not null; entry = entry.Next)
            {
                yield return entry;
            }
        }
    }

    public void Add(PoolEntry<T> entry)
    {
        (entry.Previous, entry.Next) = (_last, null);
        if (_last is null)
        {
            _first = entry;
        }
        else
        {
            _last.Next = entry;
        }

        _last = entry;
        Count++;
        Bytes += entry.Advert.Size;
        Digest ^= entry.Advert.Id.Hash.Prefix;
    }

    /// <summary>Takes out an entry of this section.</summary>
    public void Remove(PoolEntry<T> entry)
    {
        if (entry.Previous is { } previous)
        {
            previous.Next = entry.Next;
        }
        else
        {
            _first = entry.Next;
        }

        if (entry.Next is { } next)
        {
            next.Previous = entry.Previous;
        }
        else
        {
            _last = entry.Previous;
        }

        (entry.Previous, entry.Next) = (null, null);
        Count--;
        Bytes -= entry.Advert.Size;
        Digest ^= entry.Advert.Id.Hash.Prefix;
    }

    public ArtifactId[] Ids()
    {
        var ids = new ArtifactId[Count];
        var next = 0;
        for (var entry = _first; entry is not null; entry = entry.Next)
        {
            ids[next++] = entry.Advert.Id;
        }

        return ids;
    }
}
