using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Download;
using Tidings.Blocks.Move;
using Tidings.Pipelines.Composition;
using Tidings.Pipelines.Graph;
using Tidings.Pipelines.Routing;

namespace Tidings.Pipelines;

/// <summary>How artifacts come in: the whole inbound graph, in the verbs that anybody may use.</summary>
internal static class InboundPipeline
{
    /// <summary>
    /// From the trunk into a branch: as many as the node's account can hold by default at the least charge of a frame. A branch that stands still makes the
    /// lanes of those wait who fill their accounts by it, and never the trunk.
    /// </summary>
    internal const int BranchCapacity = 1 << 20;

    /// <summary>The trunk's begin.</summary>
    public static GraphBlueprint AddReceive(this GraphBlueprint graph, Func<NodeBlocks> node) => graph
        .Add(Stages.Receive, context => node().Receive(context))
        .Entry(Stages.Receive);

    /// <summary>
    /// A kind's branch, from adverts to the pool. What leaves the download stage is as many artifacts as the pool has places for, each reserved before the
    /// first chunk was asked: a validator that hangs keeps no request and no cancel from going out behind them.
    /// </summary>
    public static GraphBlueprint AddInbound<T>(this GraphBlueprint graph, Branch<T> branch, KindLimits limits, Func<BranchBlocks<T>> blocks)
        where T : IArtifact<T>
    {
        var route = new BranchRoutes(branch.Kind);
        var places = Math.Clamp(limits.Slots, 1, EdgeOptions<T>.CapacityMax);
        return graph
            .Add(branch.Dedupe, context => blocks().Dedupe(context))
            .Add(branch.Prioritize, context => blocks().Prioritize(context))
            .Add(branch.Download, context => blocks().Download(context))
            .Add(branch.Validate, context => blocks().Validate(context))
            .Add(branch.Move, context => blocks().Move(context))
            .Route(Stages.Receive, branch.Dedupe, route.ToDedupe, new() { Capacity = BranchCapacity })
            .Route(Stages.Receive, branch.Download, route.ToDownload, new() { Capacity = BranchCapacity })
            .Route(branch.Dedupe, branch.Prioritize, BranchRoutes.ToPrioritize)
            .Route(branch.Dedupe, branch.Publish, BranchRoutes.ToPublish)
            .Route(branch.Prioritize, branch.Download, order => (DownloadInput)new DownloadOrdered(order), new() { Capacity = 1 })
            .Route(branch.Download, branch.Validate, output => (output as Downloaded<T>)?.Candidate, new() { Capacity = places })
            .Route(
                branch.Download,
                branch.Move,
                output => output is Downloaded<T> done ? (MoveInput<T>)new Arrived<T>(done.Candidate) : null,
                new() { Capacity = places })
            .Route(branch.Download, Stages.Bandwidth, output => (output as DownloadSends<T>)?.Item)
            .Route(branch.Validate, branch.Move, judged => (MoveInput<T>)new Verdicts<T>(judged))
            .Entry(branch.Move)
            .Signal(branch.DedupePool, [branch.Move, branch.Dedupe], branch.Dedupe, ids => ids, DedupePool.Merge)
            .Signal(branch.PrioritizeWake, [branch.Move, branch.Prioritize], branch.Prioritize, wake => wake, Merge.First)
            .Signal(branch.PrioritizeFinished, [branch.Download], branch.Prioritize, finished => finished, Merge.Finished)
            .Signal(branch.DownloadGranted, [Stages.Bandwidth], branch.Download, grants => new DownloadGranted(grants), Merge.Grants)
            .Signal(branch.DownloadWake, [branch.Download], branch.Download, wake => wake, Merge.First)
            .Signal(branch.MoveWake, [branch.Move, branch.Download], branch.Move, _ => new MoveWake<T>(), Merge.First)
            .Signal(branch.MoveReclaim, [branch.Prioritize], branch.Move, bytes => new ReclaimDeferred<T>(bytes), Math.Max);
    }
}
