using System.Numerics;

namespace Tidings.Blocks.Publish;

/// <summary>A set of numbered peers: one bit each, the first 64 without an object of their own, so that a receipt per slot costs little. Not thread-safe.</summary>
internal struct PeerSet
{
    private ulong _first;
    private ulong[]? _more;

    public readonly int Count
    {
        get
        {
            var count = BitOperations.PopCount(_first);
            foreach (var word in _more ?? [])
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    public readonly bool Contains(int number) => (Word(number >> 6) >> number & 1) != 0;

    /// <returns>Whether it was not in the set.</returns>
    public bool Add(int number)
    {
        if (Contains(number))
        {
            return false;
        }

        if (number >> 6 > (_more?.Length ?? 0))
        {
            Array.Resize(ref _more, number >> 6);
        }

        WordAt(number >> 6) |= 1UL << number;
        return true;
    }

    public void Remove(int number)
    {
        if (Contains(number))
        {
            WordAt(number >> 6) &= ~(1UL << number);
        }
    }

    /// <summary>How many are in this set, the other, or both.</summary>
    public readonly int CountWith(in PeerSet other)
    {
        var count = 0;
        for (var i = 0; i <= Math.Max(_more?.Length ?? 0, other._more?.Length ?? 0); i++)
        {
            count += BitOperations.PopCount(Word(i) | other.Word(i));
        }

        return count;
    }

    private readonly ulong Word(int index) => index == 0 ? _first : index <= (_more?.Length ?? 0) ? _more![index - 1] : 0;

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    private ref ulong WordAt(int index) => ref index == 0 ? ref _first : ref _more![index - 1];
}
