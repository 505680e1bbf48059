using System.Diagnostics.CodeAnalysis;

namespace Tidings.Blocks.Limits;

/// <summary>Arrays of one size for the next renter: the last one back is the first one out, since it is still in the processor's cache. Thread-safe.</summary>
/// <param name="max">How many are kept.</param>
internal sealed class KeptArrays(int max)
{
    private readonly Lock _gate = new();
    private readonly List<byte[]> _arrays = [];

    public bool TryTake([NotNullWhen(true)] out byte[]? array)
    {
        lock (_gate)
        {
            array = null;
            if (_arrays.Count > 0)
            {
                array = _arrays[^1];
                _arrays.RemoveAt(_arrays.Count - 1);
            }

            return array is not null;
        }
    }

    /// <summary>False when there are enough of them.</summary>
    public bool TryKeep(byte[] array)
    {
        lock (_gate)
        {
            if (_arrays.Count >= max)
            {
                return false;
            }

            _arrays.Add(array);
            return true;
        }
    }
}
