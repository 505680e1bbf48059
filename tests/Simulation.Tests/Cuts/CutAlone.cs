using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;
using Tidings.Contract;
using Tidings.Pipelines.Graph;

namespace Simulation.Tests.Cuts;

/// <summary>What a verb puts into a cut, without the graph around it.</summary>
internal static class CutAlone
{
    public static StageFactory<T, T> Of<T>(Action<Cut<T>> verb) => context =>
    {
        var (before, after) = (new Stage<T, T>("before"), new SinkStage<T>("after"));
        var graph = new GraphBlueprint()
            .Add(before, stage => new TransformBlock<T, T>(item => item, stage.Bounded()))
            .Add(after, stage => new ActionBlock<T>(_ => { }, stage.Bounded()))
            .Entry(before)
            .Connect(before, after);
        verb(graph.After(before));
        StageSpec? put = null;
        graph.Edit(plan => put = plan.Stages[^1]);
        return (IPropagatorBlock<T, T>)put!.Make(context);
    };

    public static StageAlone<T, T> Make<T>(Action<Cut<T>> verb, int seed = 1, CancellationToken stopping = default) =>
        new(Of(verb), new VirtualWorld(seed), stopping: stopping);
}
