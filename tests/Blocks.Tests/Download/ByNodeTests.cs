using FsCheck;
using FsCheck.Fluent;
using Tidings.Blocks.Download;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Tests.Download;

/// <summary>A table by node behaves as a sorted dictionary.</summary>
[TestFixture]
public sealed class ByNodeTests
{
    private const int Nodes = 12;

    [Test]
    public void It_is_a_sorted_dictionary()
    {
        var histories = Gen.Choose(0, (2 * Nodes) - 1).ListOf().ToArbitrary();
        Prop.ForAll(histories, Holds).QuickCheckThrowOnFailure();
    }

    // An even number gives a node a value, unless it has one; the odd one after it takes the node out.
    private static bool Holds(IReadOnlyList<int> history)
    {
        var (table, model) = (new ByNode<string>(), new SortedDictionary<NodeId, string>());
        foreach (var entry in history)
        {
            var node = NodeOf(entry / 2);
            if (entry % 2 == 1)
            {
                table.Remove(node);
                model.Remove(node);
            }
            else if (table.Find(node) is null)
            {
                table.Add(node, $"{entry}");
                model.Add(node, $"{entry}");
            }
        }

        return table.SequenceEqual(model.Values) && table.Count == model.Count
            && Enumerable.Range(0, Nodes).All(number => table.Find(NodeOf(number)) == model.GetValueOrDefault(NodeOf(number)));
    }

    // Not in the order of their numbers.
    private static NodeId NodeOf(int number)
    {
        Span<byte> bytes = stackalloc byte[Hash256.Length];
        bytes[0] = (byte)(number * 167);
        bytes[^1] = (byte)number;
        return new NodeId(bytes);
    }
}
