using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Move;

/// <summary>
/// Places of a pool: one per artifact in either section and one per download that was promised one. Not thread-safe. What is taken never
/// exceeds the limits, so an artifact that arrives with a place always fits.
/// </summary>
internal sealed class PlaceBook(int slots, long bytes, long spoolAboveBytes)
{
    private readonly Dictionary<(ArtifactId Id, long Size), int> _promised = [];

    public int Taken { get; private set; }

    public long TakenBytes { get; private set; }

    /// <summary>Places promised and not yet occupied.</summary>
    public int Promised { get; private set; }

    public bool HasRoom(long size) => Taken < slots && TakenBytes + Charge(size) <= bytes;

    public bool TryPromise(Advert advert)
    {
        if (!TryTake(advert.Size))
        {
            return false;
        }

        var key = (advert.Id, advert.Size);
        _promised[key] = _promised.GetValueOrDefault(key) + 1;
        Promised++;
        return true;
    }

    /// <summary>Ends a promise; the place stays taken.</summary>
    public bool TryRedeem(Advert advert)
    {
        var key = (advert.Id, advert.Size);
        var count = _promised.GetValueOrDefault(key);
        if (count == 0)
        {
            return false;
        }

        if (count == 1)
        {
            _promised.Remove(key);
        }
        else
        {
            _promised[key] = count - 1;
        }

        Promised--;
        return true;
    }

    /// <summary>A place for an artifact that arrived: the promised one, or a free one.</summary>
    public bool TryOccupy(Advert advert) => TryRedeem(advert) || TryTake(advert.Size);

    /// <summary>A free place.</summary>
    public bool TryTake(long size)
    {
        if (!HasRoom(size))
        {
            return false;
        }

        Taken++;
        TakenBytes += Charge(size);
        return true;
    }

    public void Vacate(long size)
    {
        Taken--;
        TakenBytes -= Charge(size);
    }

    private long Charge(long size) => size > spoolAboveBytes ? 0 : size;
}
