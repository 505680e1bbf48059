using System.Threading.Tasks.Dataflow;
using Tidings.Pipelines.Graph;

namespace Tidings.Benchmarks.Support;

/// <summary>An open edge to a block, as a graph makes it.</summary>
internal static class Edges
{
    public static ChannelEdge<T> To<T>(ITargetBlock<T> target, PumpedScheduler scheduler, int capacity = 64)
    {
        var edge = new ChannelEdge<T>("edge", "alone", new EdgeOptions<T> { Capacity = capacity }, target, new Intake(target, 1), scheduler, TimeProvider.System);
        edge.Start();
        return edge;
    }
}
