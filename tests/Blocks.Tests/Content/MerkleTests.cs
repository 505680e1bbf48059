using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Tidings.Blocks.Content;

namespace Tidings.Blocks.Tests.Content;

[TestFixture]
public sealed class MerkleTests
{
    [Test]
    public void Leaves_and_nodes_have_domains_of_their_own()
    {
        Assert.That(Merkle.Leaf([1, 2]), Is.EqualTo(new Hash256(SHA256.HashData([0, 1, 2]))));
        var (left, right) = (Merkle.Leaf([1]), Merkle.Leaf([2]));
        Assert.That(Merkle.Node(left, right), Is.EqualTo(new Hash256(SHA256.HashData([1, .. left.ToArray(), .. right.ToArray()]))));
    }

    [Test]
    public void An_odd_node_goes_up_unchanged()
    {
        var leaves = Leaves(5);
        var four = Merkle.Node(Merkle.Node(leaves[0], leaves[1]), Merkle.Node(leaves[2], leaves[3]));

        Assert.That(new MerkleTree(leaves).Root, Is.EqualTo(Merkle.Node(four, leaves[4])));
        Assert.That(new MerkleTree(leaves).Proof(4), Is.EqualTo(new[] { four }));
        Assert.That(new MerkleTree(Leaves(1)).Root, Is.EqualTo(leaves[0]));
    }

    [Test]
    public void A_proof_leads_to_the_root_from_its_own_chunk_and_place_only() =>
        Prop.ForAll(ArbMap.Default.ArbFor<PositiveInt>(), (PositiveInt seed) =>
        {
            var random = new Random(seed.Get);
            var count = 1 + random.Next(70);
            var leaves = Leaves(count);
            var tree = new MerkleTree(leaves);
            for (var index = 0; index < count; index++)
            {
                var proof = tree.Proof(index);
                for (var other = 0; other < count; other++)
                {
                    Assert.That(Leads(tree, leaves[other], index, count, proof), Is.EqualTo(other == index), $"leaf {other} at {index} of {count}");
                    Assert.That(Leads(tree, leaves[index], other, count, proof), Is.EqualTo(other == index), $"leaf {index} at {other} of {count}");
                }

                if (proof.Count > 0)
                {
                    Hash256[] wrong = [.. proof];
                    wrong[random.Next(wrong.Length)] = Merkle.Leaf([99]);
                    Assert.That(Leads(tree, leaves[index], index, count, wrong), Is.False);
                    Assert.That(Leads(tree, leaves[index], index, count, [.. proof.Skip(1)]), Is.False);
                }

                Assert.That(Leads(tree, leaves[index], index, count, [.. proof, tree.Root]), Is.False);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    private static bool Leads(MerkleTree tree, Hash256 leaf, int index, int count, IReadOnlyList<Hash256> proof) =>
        Merkle.TryClimb(leaf, index, count, proof, out var root) && root == tree.Root;

    private static Hash256[] Leaves(int count) => [.. Enumerable.Range(0, count).Select(static i => Merkle.Leaf([(byte)i, (byte)(i >> 8)]))];
}
