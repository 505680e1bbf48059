using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Content;

namespace Tidings.Benchmarks.Content;

/// <summary>The hash of one chunk; and the climb from a leaf to the root of 1024 chunks, which is ten hashes of 65 bytes.</summary>
public class MerkleBenchmark
{
    private const int Chunks = 1024;

    private byte[] _chunk = null!;
    private MerkleTree _tree = null!;
    private IReadOnlyList<Tidings.Blocks.Hash256> _proof = null!;

    [Params(1 << 10, 64 << 10, 1 << 20)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Make()
    {
        _chunk = Some.Bytes(Bytes);
        _tree = new MerkleTree([.. Enumerable.Repeat(Merkle.Leaf(_chunk), Chunks)]);
        _proof = _tree.Proof(5);
    }

    [Benchmark]
    public int Leaf() => Merkle.Leaf(_chunk).GetHashCode();

    [Benchmark]
    public bool LeafAndClimb() => Merkle.TryClimb(Merkle.Leaf(_chunk), 5, Chunks, _proof, out var root) && root == _tree.Root;
}
