using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Download;
using Tidings.Blocks.Move;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Serve;
using Tidings.Pipelines;
using Tidings.Pipelines.Composition;
using Tidings.Simulation;
using Tidings.Simulation.Scenarios.Kinds;

namespace Simulation.Tests.PlantedBugs;

/// <summary>Puts a defect into a stage of every honest node, in both kinds where the stage is one of a branch.</summary>
internal static class Plant
{
    public static Action<SimulatedNode> InDedupe(Func<Life, Defect<DedupeInput, DedupeOutput>> make) => node =>
    {
        Put(node, Note.Branch.Dedupe, static (branch, context) => branch.Dedupe(context), Note.Branch, make);
        Put(node, Blob.Branch.Dedupe, static (branch, context) => branch.Dedupe(context), Blob.Branch, make);
    };

    public static Action<SimulatedNode> InPrioritize(Func<Life, Defect<PrioritizeInput, DownloadOrder>> make) => node =>
    {
        Put(node, Note.Branch.Prioritize, static (branch, context) => branch.Prioritize(context), Note.Branch, make);
        Put(node, Blob.Branch.Prioritize, static (branch, context) => branch.Prioritize(context), Blob.Branch, make);
    };

    public static Action<SimulatedNode> InDownload(Func<Life, Defect<DownloadInput, DownloadOutput<Note>>> notes, Func<Life, Defect<DownloadInput, DownloadOutput<Blob>>> blobs) => node =>
    {
        Put(node, Note.Branch.Download, static (branch, context) => branch.Download(context), Note.Branch, notes);
        Put(node, Blob.Branch.Download, static (branch, context) => branch.Download(context), Blob.Branch, blobs);
    };

    public static Action<SimulatedNode> InValidate(Func<Life, Defect<Candidate<Note>, Judged<Note>>> notes, Func<Life, Defect<Candidate<Blob>, Judged<Blob>>> blobs) => node =>
    {
        Put(node, Note.Branch.Validate, static (branch, context) => branch.Validate(context), Note.Branch, notes);
        Put(node, Blob.Branch.Validate, static (branch, context) => branch.Validate(context), Blob.Branch, blobs);
    };

    public static Action<SimulatedNode> InMove(Func<Life, Defect<MoveInput<Note>, PublishInput>> notes, Func<Life, Defect<MoveInput<Blob>, PublishInput>> blobs) => node =>
    {
        Put(node, Note.Branch.Move, static (branch, context) => branch.Move(context), Note.Branch, notes);
        Put(node, Blob.Branch.Move, static (branch, context) => branch.Move(context), Blob.Branch, blobs);
    };

    public static Action<SimulatedNode> InPublish(Func<Life, Defect<PublishInput, BandwidthInput>> make) => node =>
    {
        Put(node, Note.Branch.Publish, static (branch, context) => branch.Publish(context), Note.Branch, make);
        Put(node, Blob.Branch.Publish, static (branch, context) => branch.Publish(context), Blob.Branch, make);
    };

    public static Action<SimulatedNode> InServe(Func<Life, Defect<ServeInput, BandwidthInput>> make) => node =>
    {
        Put(node, Note.Branch.Serve, static (branch, context) => branch.Serve(context), Note.Branch, make);
        Put(node, Blob.Branch.Serve, static (branch, context) => branch.Serve(context), Blob.Branch, make);
    };

    public static Action<SimulatedNode> InBandwidth(Func<Life, Defect<BandwidthInput, OutboundMessage>> make) => node =>
        node.Rewire(graph => graph.Replace(
            Stages.Bandwidth, context => With(node.Get<NodeGraph>().Trunk.Bandwidth(context), make(new Life(node, context.Stage)), context)));

    private static void Put<T, TIn, TOut>(
        SimulatedNode node, Stage<TIn, TOut> stage, Func<BranchBlocks<T>, StageContext, IPropagatorBlock<TIn, TOut>> right, Branch<T> branch, Func<Life, Defect<TIn, TOut>> make)
        where T : IArtifact<T> =>
        node.Rewire(graph => graph.Replace(
            stage, context => With(right((BranchBlocks<T>)node.Get<NodeGraph>().Of(branch.Kind), context), make(new Life(node, context.Stage)), context)));

    /// <summary>The right block with the defect around it, as one block. One item at a time is on its way in or out, so that no queue is added.</summary>
    private static IPropagatorBlock<TIn, TOut> With<TIn, TOut>(IPropagatorBlock<TIn, TOut> right, Defect<TIn, TOut> defect, StageContext context)
    {
        var hears = new TransformManyBlock<TIn, TIn>(defect.Hear, context.Bounded(capacity: 1));
        var says = new TransformManyBlock<TOut, TOut>(defect.Say, context.Bounded(capacity: 1));
        hears.LinkTo(right);
        hears.Completion.ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.None, context.Scheduler);
        right.LinkTo(says, new DataflowLinkOptions { PropagateCompletion = true });
        return DataflowBlock.Encapsulate(hears, says);

        void Ended(Task heard)
        {
            if (heard.Exception is { } exception)
            {
                right.Fault(exception);
            }
            else if (defect.Ends)
            {
                right.Complete();
            }
        }
    }
}
