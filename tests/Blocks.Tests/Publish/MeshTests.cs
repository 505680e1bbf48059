using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Move;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Publish;

/// <summary>Histories of publish and dedupe cores together: what a receiver's tables say when all is quiet is what its neighbours hold.</summary>
public sealed class MeshTests
{
    [Test]
    public void Tables_agree_after_any_history_of_changes_breaks_and_restarts([Range(0, 99)] int block)
    {
        var shorts = 0;
        for (var seed = block * 20; seed < (block + 1) * 20; seed++)
        {
            var mesh = new Mesh(seed, nodes: 2 + (seed % 3));
            for (var i = 0; i < 300; i++)
            {
                mesh.Step();
            }

            mesh.Settle();
            Verify(mesh);
            Assert.That(mesh.Nodes.Sum(node => node.Mismatches), Is.Zero, $"{mesh}: a link that loses nothing never differs");
            shorts += mesh.Shorts;
        }

        Assert.That(shorts, Is.Positive, "some adverts are told by short ids");
    }

    [Test]
    public void Tables_agree_also_when_updates_and_marks_vanish_within_a_session([Range(0, 4)] int block)
    {
        var mismatches = 0;
        for (var seed = 1000 + (block * 20); seed < 1000 + ((block + 1) * 20); seed++)
        {
            var mesh = new Mesh(seed, nodes: 3);
            mesh.Loses = message => message is SlotsMessage or HeldMessage && mesh.Random.Next(10) == 0;
            for (var i = 0; i < 300; i++)
            {
                mesh.Step();
            }

            mesh.Loses = _ => false;
            mesh.Settle(heartbeats: 6);
            Verify(mesh);
            mismatches += mesh.Nodes.Sum(node => node.Mismatches);
        }

        Assert.That(mismatches, Is.Positive, "something was lost and found");
    }

    private static void Verify(Mesh mesh)
    {
        foreach (var sender in mesh.Nodes)
        {
            foreach (var receiver in mesh.Nodes.Where(node => node != sender))
            {
                VerifyTable(mesh, sender, receiver);
                VerifyReceipts(mesh, sender, receiver);
            }
        }
    }

    private static void VerifyTable(Mesh mesh, MeshNode sender, MeshNode receiver)
    {
        foreach (var id in mesh.Made)
        {
            var knows = IsHolder(receiver.Index, id, sender);
            var advertisesItself = IsHolder(sender.Index, id, receiver);
            var holds = sender.Held.ContainsKey(id);
            var isMarked = mesh.IsRelay(sender, id) && (receiver.Held.ContainsKey(id) || receiver.Index.IsWithdrawn(id));
            Assert.That(holds || !knows, Is.True, $"{mesh}: a table names what its peer does not hold");
            Assert.That(knows || !holds || advertisesItself || isMarked, Is.True, $"{mesh}: a peer was never told");
            Assert.That(
                receiver.Offered.ContainsKey((id, sender.Id)),
                Is.EqualTo(knows && receiver.Pool.StatusOf(id) == ArtifactStatus.Unknown),
                $"{mesh}: offered is what is advertised and unknown");
        }
    }

    private static void VerifyReceipts(Mesh mesh, MeshNode sender, MeshNode receiver)
    {
        foreach (var id in sender.Held.Keys.Where(id => receiver.Held.ContainsKey(id) && !mesh.IsRelay(sender, id)))
        {
            Assert.That(
                sender.Receipts.Open(id).Peers, Does.Contain(new PeerReceipt(receiver.Id, ReceiptState.Held)), $"{mesh}: a mark is missing");
        }
    }

    private static bool IsHolder(HolderIndex index, Artifacts.ArtifactId id, MeshNode node) => index.HoldersOf(id).Any(holder => holder.Peer == node.Id);
}
