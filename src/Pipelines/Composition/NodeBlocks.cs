using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Send;

namespace Tidings.Pipelines.Composition;

/// <summary>Makes the blocks of the trunk of one node.</summary>
internal sealed class NodeBlocks(NodeServices node, IReadOnlyList<BranchParts> branches)
{
    public IPropagatorBlock<Inbound, PeerMessage> Receive(StageContext context) =>
        ReceiveBlock.Create(node.Options.Receive, node.Wire, node.World.Offences, context);

    public IPropagatorBlock<BandwidthInput, OutboundMessage> Bandwidth(StageContext context)
    {
        var granted = branches.SelectMany(branch => branch.Grants(context)).ToDictionary();
        return BandwidthBlock.Create(BandwidthSettings.Of(node.Options.Bandwidth, node.Kinds), granted, context.Signal(Stages.BandwidthWake), context);
    }

    public ITargetBlock<OutboundMessage> Send(StageContext context) => SendBlock.Create(node.World.Sender, context);
}
