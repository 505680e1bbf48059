namespace Tidings.Blocks.Bandwidth;

/// <summary>
/// Strict order between levels, the first before all others, except that a level keeps its share: one byte in <c>shares[level]</c> while it waits and
/// those above it are served. The shares must add up to less than one.
/// </summary>
/// <param name="shares">For each level the inverse of its share; 0 for the first, which needs none.</param>
/// <param name="unit">Bytes in which a share is paid out: how long a level waits at most is (share - 1) times this.</param>
internal sealed class LevelShares(IReadOnlyList<int> shares, long unit)
{
    private readonly long[] _passedOver = new long[shares.Count];

    /// <summary>The level to serve now.</summary>
    /// <param name="waiting">Bit n is set when level n waits; at least one is.</param>
    public int Pick(uint waiting)
    {
        for (var level = shares.Count - 1; level > 0; level--)
        {
            if ((waiting >> level & 1) != 0 && _passedOver[level] >= (shares[level] - 1) * unit)
            {
                return level;
            }
        }

        return System.Numerics.BitOperations.TrailingZeroCount(waiting);
    }

    /// <summary>A level was served while these waited.</summary>
    public void Serve(int level, long bytes, uint waiting)
    {
        if (level > 0)
        {
            _passedOver[level] = Math.Max(0, _passedOver[level] - ((shares[level] - 1) * bytes));
        }

        for (var below = level + 1; below < shares.Count; below++)
        {
            if ((waiting >> below & 1) != 0)
            {
                _passedOver[below] = Math.Min(_passedOver[below] + bytes, 2 * (shares[below] - 1) * unit);
            }
        }
    }
}
