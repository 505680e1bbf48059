using System.Buffers;
using System.Text;
using Simulation.Tests.Kinds;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Move;
using Tidings.Pipelines.Composition;
using Tidings.Simulation;
using Tidings.Simulation.Checks;

namespace Simulation.Tests.Checks;

/// <summary>What is put into a pool past the stages is found by the invariant that it breaks.</summary>
public sealed class PoolInvariantTests
{
    private SimulatedNetwork _net = null!;

    [SetUp]
    public void Start()
    {
        _net = SimulatedNetwork.Create(seed: 1, nodes: 2, Memo.Register);
        _net.RunFor(TimeSpan.FromSeconds(1));
    }

    [TearDown]
    public void Dispose() => _net.Dispose();

    [Test]
    public void An_entry_without_a_verdict_is_found_at_the_next_step()
    {
        var id = Smuggle(ContentOf("x").Id);
        var broken = Assert.Throws<InvariantException>(() => _net.RunFor(TimeSpan.FromSeconds(5)));
        Assert.That(broken.Invariant, Is.EqualTo("no unvalidated entry"));
        Assert.That(broken.Message, Does.Contain(id.ToString()).And.Contain("node 0").And.Contain("seed 1"));
    }

    [Test]
    public void Bytes_under_a_wrong_id_are_found_at_rest()
    {
        Smuggle(ContentOf("y").Id);
        Assert.That(Assert.Throws<InvariantException>(_net.CheckAtRest).Invariant, Is.EqualTo("integrity"));
    }

    [Test]
    public void Downloaded_bytes_under_a_wrong_id_are_found_at_once()
    {
        _net[0].Record.Kinds[0].Arrived(ContentOf("y").Id, ContentOf("x").Content!);
        Assert.That(Assert.Throws<InvariantException>(() => _net.RunFor(TimeSpan.FromSeconds(5))).Invariant, Is.EqualTo("integrity"));
    }

    [Test]
    public void A_second_accept_is_found_and_one_after_a_removal_is_not()
    {
        var id = _net.Run(() => _net[0].Broadcaster<Memo>().PublishAsync(new Memo("x"))).Id;
        _net.RunUntil(() => _net[1].Pool<Memo>().Contains(id), TimeSpan.FromSeconds(5));
        _net.Run(() => _net[1].Pool<Memo>().RemoveAsync([id]));
        _net[1].Record.Kinds[0].Judged(id, Verdict.Accept);
        _net.RunFor(TimeSpan.FromSeconds(5));
        _net[1].Record.Kinds[0].Judged(id, Verdict.Accept);
        Assert.That(Assert.Throws<InvariantException>(() => _net.RunFor(TimeSpan.FromSeconds(5))).Invariant, Is.EqualTo("at most once"));
    }

    [Test]
    public void More_artifacts_than_places_are_found()
    {
        // The pool takes no more than it was made for: the checker is told of fewer places.
        _net.Publish(0, "x");
        _net.Publish(0, "y");
        _net[0].Record.Kinds[0].Limits.Slots = 1;
        var broken = Assert.Throws<InvariantException>(() => _net.RunFor(TimeSpan.FromSeconds(60)))!;
        Assert.That(broken.Invariant, Is.EqualTo("bounded memory"));
        Assert.That(broken.Message, Does.Contain("2 artifacts in 1 places"));
    }

    private static ContentResult ContentOf(string text)
    {
        using var writer = new ContentStore(new ContentOptions(), new ChunkBuffers(null)).CreateWriter("memo", new KindLimits());
        writer.Write(Encoding.UTF8.GetBytes(text));
        return writer.Complete();
    }

    private ArtifactId Smuggle(ArtifactId id)
    {
        var pool = ((BranchBlocks<Memo>)_net[0].Get<NodeGraph>().Of("memo")).Pool;
        var content = ContentOf("x").Content!;
        pool.Add(new PoolEntry<Memo>(new Advert(id, content.Size, 0, _net[0].Id), new Memo("x"), content, memory: null, FetchPriority.Fetch));
        return id;
    }
}
