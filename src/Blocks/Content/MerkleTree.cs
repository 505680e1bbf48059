namespace Tidings.Blocks.Content;

/// <summary>All levels over the leaves of one artifact: about 64 bytes per chunk, in exchange for proofs without hashing. Immutable.</summary>
internal sealed class MerkleTree
{
    private readonly Hash256[][] _levels;

    /// <param name="leaves">At least one; kept.</param>
    public MerkleTree(Hash256[] leaves)
    {
        var levels = new List<Hash256[]> { leaves };
        while (levels[^1].Length > 1)
        {
            levels.Add(Above(levels[^1]));
        }

        _levels = [.. levels];
    }

    public Hash256 Root => _levels[^1][0];

    public IReadOnlyList<Hash256> Proof(int index)
    {
        var proof = new Hash256[Merkle.ProofLength(index, _levels[0].Length)];
        var used = 0;
        for (var level = 0; level < _levels.Length - 1; level++, index >>= 1)
        {
            if ((index ^ 1) < _levels[level].Length)
            {
                proof[used++] = _levels[level][index ^ 1];
            }
        }

        return proof;
    }

    private static Hash256[] Above(Hash256[] below)
    {
        var level = new Hash256[(below.Length + 1) / 2];
        for (var i = 0; i < level.Length; i++)
        {
            level[i] = (2 * i) + 1 < below.Length ? Merkle.Node(below[2 * i], below[(2 * i) + 1]) : below[2 * i];
        }

        return level;
    }
}
