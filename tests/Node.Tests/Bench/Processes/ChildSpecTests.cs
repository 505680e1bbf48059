using Tidings.Node.Bench;
using Tidings.Node.Bench.Mesh;
using Tidings.Node.Bench.Processes;

namespace Tidings.Node.Tests.Bench.Processes;

public sealed class ChildSpecTests
{
    [Test]
    public void A_child_reads_what_its_parent_wrote()
    {
        var spec = new ChildSpec(Subjects.Tidings, 3, 8, 4, new RowSpec(1 << 20, 16), "/tmp/node 3.json");

        Assert.That(ChildSpec.Parse([.. spec.Arguments()]), Is.EqualTo(spec));
    }

    [TestCase("mesh", "1", "2")]
    [TestCase("mesh", "one", "2", "1", "64", "1", "")]
    public void Other_arguments_are_refused(params string[] arguments) => Assert.That(() => ChildSpec.Parse(arguments), Throws.TypeOf<FormatException>());

    [Test]
    public void A_node_of_the_mesh_is_told_in_a_word()
    {
        using var certificate = new PinnedCertificate();
        var peer = new MeshPeer(4711, certificate.Key);

        Assert.That(peer.ToString(), Does.Not.Contain(" "));
        Assert.That(MeshPeer.Parse(peer.ToString()), Is.EqualTo(peer));
        Assert.That(() => MeshPeer.Parse("nowhere"), Throws.TypeOf<FormatException>());
    }
}
