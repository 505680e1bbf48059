using Tidings.Pipelines.Graph;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Trace;

/// <summary>Writes every item that enters an edge of one life of a node into the history.</summary>
internal sealed class EdgeTrace(World world, SimulatedHost host) : IEdgeObserver
{
    // By reference: an edge always says the same string, and hashing it would cost more than the rest.
    private readonly Dictionary<string, ulong> _places = new(ReferenceEqualityComparer.Instance);

    public void Entered<T>(string edge, T item)
    {
        world.History.Add(world.Clock.Now, host.Index, PlaceOf(edge), ItemDigests.Of(item).Value);
        if (world.Timeline is { } timeline && ItemWords.Of(item) is { } words)
        {
            timeline.Add(world.Clock.Now, host.Index, words);
        }
    }

    private ulong PlaceOf(string edge)
    {
        if (!_places.TryGetValue(edge, out var place))
        {
            _places.Add(edge, place = Digest.Of(edge));
        }

        return place;
    }
}
