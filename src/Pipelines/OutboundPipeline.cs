using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Serve;
using Tidings.Pipelines.Composition;
using Tidings.Pipelines.Graph;
using Tidings.Pipelines.Routing;

namespace Tidings.Pipelines;

/// <summary>How artifacts go out: the whole outbound graph, in the verbs that anybody may use.</summary>
internal static class OutboundPipeline
{
    /// <summary>A kind's branch, from the pool to the trunk.</summary>
    public static GraphBlueprint AddOutbound<T>(this GraphBlueprint graph, Branch<T> branch, Func<BranchBlocks<T>> blocks)
        where T : IArtifact<T>
    {
        var route = new BranchRoutes(branch.Kind);
        return graph
            .Add(branch.Publish, context => blocks().Publish(context))
            .Add(branch.Serve, context => blocks().Serve(context))
            .Route(Stages.Receive, branch.Publish, route.ToPublishFromPeer, new() { Capacity = InboundPipeline.BranchCapacity })
            .Route(Stages.Receive, branch.Serve, route.ToServe, new() { Capacity = InboundPipeline.BranchCapacity })
            .Connect(branch.Move, branch.Publish)
            .Connect(branch.Publish, Stages.Bandwidth)
            .Connect(branch.Serve, Stages.Bandwidth, new() { Capacity = 1 })
            .Signal(branch.PublishGranted, [Stages.Bandwidth], branch.Publish, grants => new PublishGranted(grants), Merge.Grants)
            .Signal(branch.PublishWake, [branch.Publish], branch.Publish, wake => wake, Merge.First)
            .Signal(branch.ServeGranted, [Stages.Bandwidth], branch.Serve, grants => new ServeGranted(grants), Merge.Grants);
    }

    /// <summary>The trunk's end.</summary>
    public static GraphBlueprint AddSend(this GraphBlueprint graph, Func<NodeBlocks> node) => graph
        .Add(Stages.Bandwidth, context => node().Bandwidth(context))
        .Add(Stages.Send, context => node().Send(context))
        .Route(Stages.Receive, Stages.Bandwidth, BranchRoutes.ToBandwidth, new() { Capacity = InboundPipeline.BranchCapacity })
        .Connect(Stages.Bandwidth, Stages.Send, new() { Capacity = 1 })
        .Signal(Stages.BandwidthRoom, [], Stages.Bandwidth, freed => freed, Merge.Room)
        .Signal(Stages.BandwidthWake, [Stages.Bandwidth], Stages.Bandwidth, wake => wake, Merge.First);
}
