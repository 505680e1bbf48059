using Tidings.Blocks.Receive;
using Tidings.Blocks.Wire;
using Tidings.Simulation.Cuts;

namespace Simulation.Tests.Cuts;

public sealed class DuplicateTests
{
    [Test]
    public void Some_pass_twice_in_a_row([Values(1, 2, 3)] int seed)
    {
        var cut = CutAlone.Make<int>(cut => cut.Duplicate(0.3), seed).Post(Enumerable.Range(0, 1000));
        Assert.That(cut.Output, Has.Count.InRange(1230, 1370));
        Assert.That(cut.Output, Is.Ordered);
        Assert.That(cut.Output.Distinct(), Is.EqualTo(Enumerable.Range(0, 1000)));
    }

    [Test]
    public void The_second_has_memory_of_its_own_on_nobodys_account()
    {
        var items = new OwnedItems();
        var cut = CutAlone.Make<PeerMessage>(cut => cut.Duplicate(1)).Post(items.Chunk(7));
        var (first, second) = ((DecodedMessage)cut.Output[0], (DecodedMessage)cut.Output[1]);
        ((ChunkMessage)first.Body).Data.ToArray().CopyTo(first.Buffer.Memory);
        first.Buffer.Memory.Span.Clear();
        first.Dispose();

        Assert.That(items.Charged, Is.Zero);
        Assert.That(((ChunkMessage)second.Body).Data.ToArray(), Is.EqualTo(Enumerable.Repeat((byte)7, 100)));
        Assert.That(second.Dispose, Throws.Nothing);
    }

    [Test]
    public void Who_is_connected_is_said_once()
    {
        var cut = CutAlone.Make<PeerMessage>(cut => cut.Duplicate(1)).Post(OwnedItems.Joined);
        Assert.That(cut.Output, Has.One.Items);
    }
}
