using System.Numerics;

namespace Tidings.Blocks.Publish;

/// <summary>A set of numbered peers: one bit each, so that a receipt per slot costs little. Not thread-safe.</summary>
internal sealed class PeerSet
{
    private ulong[] _words = [];

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _words)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    public bool Contains(int number) => number >> 6 < _words.Length && (_words[number >> 6] >> number & 1) != 0;

    /// <returns>Whether it was not in the set.</returns>
    public bool Add(int number)
    {
        if (number >> 6 >= _words.Length)
        {
            Array.Resize(ref _words, (number >> 6) + 1);
        }

        var isNew = !Contains(number);
        _words[number >> 6] |= 1UL << number;
        return isNew;
    }

    public void Remove(int number)
    {
        if (number >> 6 < _words.Length)
        {
            _words[number >> 6] &= ~(1UL << number);
        }
    }

    /// <summary>How many are in this set, the other, or both.</summary>
    public int CountWith(PeerSet other)
    {
        var count = 0;
        for (var i = 0; i < Math.Max(_words.Length, other._words.Length); i++)
        {
            var mine = i < _words.Length ? _words[i] : 0;
            var theirs = i < other._words.Length ? other._words[i] : 0;
            count += BitOperations.PopCount(mine | theirs);
        }

        return count;
    }
}
