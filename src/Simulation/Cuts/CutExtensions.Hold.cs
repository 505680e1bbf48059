using System.Threading.Tasks.Dataflow;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Cuts;

public static partial class CutExtensions
{
    /// <summary>Puts a gate in, closed. An edit runs anew in every life of a node, and so does this: each life gets a gate of its own.</summary>
    /// <typeparam name="T">What flows here.</typeparam>
    /// <param name="cut">Where.</param>
    /// <param name="gate">The gate, to open and close while the graph runs.</param>
    /// <exception cref="InvalidOperationException">The blueprint is frozen.</exception>
    public static GraphBlueprint Hold<T>(this Cut<T> cut, out Gate gate) => Hold(cut, gate = new Gate());

    /// <summary>Puts a gate in. While it is closed, what flows here waits.</summary>
    /// <typeparam name="T">What flows here.</typeparam>
    /// <param name="cut">Where.</param>
    /// <param name="gate">May hold other places too.</param>
    /// <exception cref="InvalidOperationException">The blueprint is frozen.</exception>
    public static GraphBlueprint Hold<T>(this Cut<T> cut, Gate gate)
    {
        ArgumentNullException.ThrowIfNull(cut);
        ArgumentNullException.ThrowIfNull(gate);
        return cut.Insert("hold", context => new TransformBlock<T, T>(
            async item =>
            {
                await gate.PassAsync(context.Stopping);
                return item;
            },
            context.Bounded(1)));
    }
}
