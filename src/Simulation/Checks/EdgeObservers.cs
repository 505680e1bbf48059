using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Checks;

/// <summary>Several observers of one graph, told in their order.</summary>
internal sealed class EdgeObservers(params IEdgeObserver[] observers) : IEdgeObserver
{
    public void Entered<T>(string edge, T item)
    {
        foreach (var observer in observers)
        {
            observer.Entered(edge, item);
        }
    }
}
