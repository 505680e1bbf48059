using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Byzantine;

/// <summary>Puts a lie between the bandwidth stage and the lanes: what it adds waits for nobody's grant.</summary>
internal static class LieStage
{
    private const int Capacity = 16;

    // A timer cannot call the lie, which may be at work: it hands the block this, in place of a message.
    private static readonly OutboundMessage s_tick = new(default, default, 0, 0, default, new CancelMessage(string.Empty, []), 0);

    public static GraphBlueprint Put<T>(this GraphBlueprint graph, Branch<T> branch, string label, Func<StageContext, Lie> make)
        where T : IArtifact<T>
    {
        ArgumentNullException.ThrowIfNull(branch);
        return graph.Put(label, make);
    }

    public static GraphBlueprint Put(this GraphBlueprint graph, string label, Func<StageContext, Lie> make)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Before(Stages.Send).Insert(label, context => Create(make(context), context));
    }

    /// <summary>Changes the messages of one kind, one for one; null lets a message be.</summary>
    public static GraphBlueprint Change<T>(this GraphBlueprint graph, Branch<T> branch, string label, Func<OutboundMessage, StageContext, WireMessage?> change)
        where T : IArtifact<T> => graph.Put(branch, label, context => new ChangeLie(branch.Kind, message => change(message, context)));

    private static StageBlock<OutboundMessage, OutboundMessage> Create(Lie lie, StageContext context)
    {
        var block = new StageBlock<OutboundMessage, OutboundMessage>(
            message => [.. ReferenceEquals(message, s_tick) ? lie.Tick() : lie.Pass(message)], context, Capacity);
        if (lie.Interval is { } interval)
        {
            var timer = context.Time.CreateTimer(_ => block.Post(s_tick), null, interval, interval);
            block.Completion.ContinueWith(_ => timer.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, context.Scheduler);
        }

        return block;
    }

    private sealed class ChangeLie(string kind, Func<OutboundMessage, WireMessage?> change) : Lie
    {
        public override IEnumerable<OutboundMessage> Pass(OutboundMessage message) =>
            [message.Flow.Kind == kind && change(message) is { } changed ? message with { Message = changed } : message];
    }
}
