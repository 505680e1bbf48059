using Simulation.Tests.Kinds;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Runtime.Peers;
using Tidings.Simulation;
using Tidings.Simulation.Byzantine;
using Tidings.Simulation.Checks;

namespace Simulation.Tests.Checks;

/// <summary>Node 1 can reach the maker of an artifact, node 0, only through node 2, which serves wrong bytes.</summary>
public sealed class LiarsAreLeftTests
{
    private SimulatedNetwork _net = null!;
    private ArtifactId _id;

    [SetUp]
    public void Start()
    {
        _net = SimulatedNetwork.Create(seed: 1, nodes: 3, Memo.Register);
        _net[2].Misbehave(static graph => graph.ServeWrongBytes(Stages.Of<Memo>("memo")));
        _net.Partition([0], [1]);
        _id = _net.Publish(0, new string('m', 5000));
        _net.RunFor(TimeSpan.FromSeconds(20));
    }

    [TearDown]
    public void Dispose() => _net.Dispose();

    [Test]
    public void Who_was_charged_with_wrong_bytes_and_is_not_asked_again_is_left()
    {
        Assert.That(_net[1].Get<PeerBasis>().Offences.Find(_net[2].Id)?.Offences.Select(static offence => offence.Key), Does.Contain(Offence.WrongBytes));
        Assert.That(_net[1].Pool<Memo>().Contains(_id), Is.False);
        _net.CheckAtRest();
    }

    [Test]
    public void Who_is_asked_again_for_what_it_lied_about_is_not_left()
    {
        // What it sent is charged with time and steps of its own in between.
        _net.RunFor(TimeSpan.FromMinutes(2));
        Ask(_id);
        var broken = Assert.Throws<InvariantException>(() => _net.RunFor(TimeSpan.FromSeconds(10)))!;
        Assert.That(broken.Invariant, Is.EqualTo("liars are left"));
        Assert.That(broken.Message, Does.Contain("node 1").And.Contain(_net[2].Id.ToShortString()).And.Contain(_id.ToShortString()));
    }

    [Test]
    public void Who_is_asked_for_something_else_is_left()
    {
        Ask(default);
        Assert.That(() => _net.RunFor(TimeSpan.FromSeconds(10)), Throws.Nothing);
    }

    // As if the download stage had sent it.
    private void Ask(ArtifactId id)
    {
        var session = _net[1].Node.Peers.Single(peer => peer.Id == _net[2].Id).Session!.Value;
        var request = new RequestsMessage("memo", [new ChunkRequest(1_000_000, id, 0, 0, FetchPriority.Fetch)]);
        _net[1].Record.Kinds[0].Requests.Sent(new OutboundMessage(new Flow("memo", FlowRole.Download), _net[2].Id, session, 0, FetchPriority.Fetch, request, 1));
    }
}
