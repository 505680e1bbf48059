using Tidings.Pipelines.Graph;
using Tidings.Simulation.Checks.Records;
using Tidings.Simulation.Trace;

namespace Tidings.Simulation.Checks;

/// <summary>Who looks on at the edges of one graph: first the history, then the checkers. Both by their classes, as a generic method costs more through an interface.</summary>
internal sealed class EdgeObservers(EdgeTrace trace, LifeRecord record) : IEdgeObserver
{
    public void Entered<T>(string edge, T item)
    {
        trace.Entered(edge, item);
        record.Entered(edge, item);
    }
}
