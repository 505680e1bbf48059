namespace Pipelines.Tests.Composition;

public sealed class NodeDescriptionTests
{
    private static readonly string[] Trunk =
    [
        "(outside) -> receive  [entry; 64, wait]",
        "receive -> bandwidth  [route; 1048576, wait]",
        "bandwidth -> send  [1, wait]",
        "(outside) -.-> bandwidth  [signal bandwidth/room]",
        "bandwidth -.-> bandwidth  [signal bandwidth/wake]",
    ];

    private static readonly string[] Branch =
    [
        "(outside) -> K/move  [entry; 64, wait]",
        "receive -> K/dedupe  [route; 1048576, wait]",
        "receive -> K/download  [route; 1048576, wait]",
        "receive -> K/publish  [route; 1048576, wait]",
        "receive -> K/serve  [route; 1048576, wait]",
        "K/dedupe -> K/prioritize  [route; 64, wait]",
        "K/dedupe -> K/publish  [route; 64, wait]",
        "K/prioritize -> K/download  [route; 1, wait]",
        "K/download -> K/validate  [route; 4096, wait]",
        "K/download -> K/move  [route; 4096, wait]",
        "K/download -> bandwidth  [route; 64, wait]",
        "K/validate -> K/move  [route; 64, wait]",
        "K/move -> K/publish  [64, wait]",
        "K/publish -> bandwidth  [64, wait]",
        "K/serve -> bandwidth  [1, wait]",
        "K/move -.-> K/dedupe  [signal K/dedupe/pool]",
        "K/dedupe -.-> K/dedupe  [signal K/dedupe/pool]",
        "K/move -.-> K/prioritize  [signal K/prioritize/wake]",
        "K/prioritize -.-> K/prioritize  [signal K/prioritize/wake]",
        "K/download -.-> K/prioritize  [signal K/prioritize/finished]",
        "bandwidth -.-> K/download  [signal K/download/granted]",
        "K/download -.-> K/download  [signal K/download/wake]",
        "K/move -.-> K/move  [signal K/move/wake]",
        "K/download -.-> K/move  [signal K/move/wake]",
        "K/prioritize -.-> K/move  [signal K/move/reclaim]",
        "bandwidth -.-> K/publish  [signal K/publish/granted]",
        "K/publish -.-> K/publish  [signal K/publish/wake]",
        "bandwidth -.-> K/serve  [signal K/serve/granted]",
    ];

    [Test]
    public void A_node_of_two_kinds_is_a_trunk_with_two_branches()
    {
        using var node = new NodeUnderTest(builder =>
        {
            NodeUnderTest.Memos(builder);
            NodeUnderTest.Rulings(builder);
        });
        var expected = Trunk.Concat(BranchOf("memo")).Concat(BranchOf("ruling"));
        Assert.That(node.Graph.Description.ToString().Split('\n'), Is.EquivalentTo(expected));
    }

    private static IEnumerable<string> BranchOf(string kind) => Branch.Select(line => line.Replace("K/", kind + "/", StringComparison.Ordinal));
}
