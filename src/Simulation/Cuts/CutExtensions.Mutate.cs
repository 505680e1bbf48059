using System.Threading.Tasks.Dataflow;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Cuts;

public static partial class CutExtensions
{
    /// <summary>Puts something else in the place of what flows here.</summary>
    /// <typeparam name="T">What flows here.</typeparam>
    /// <param name="cut">Where.</param>
    /// <param name="change">What passes instead; it owns what it was given. One call at a time; what it throws stops the branch, as in any stage.</param>
    /// <exception cref="InvalidOperationException">The blueprint is frozen.</exception>
    public static GraphBlueprint Mutate<T>(this Cut<T> cut, Func<T, T> change)
    {
        ArgumentNullException.ThrowIfNull(cut);
        ArgumentNullException.ThrowIfNull(change);
        return cut.Insert("mutate", context => new TransformBlock<T, T>(change, context.Bounded(1)));
    }

    /// <summary>Looks at what flows here, and lets it pass as it is.</summary>
    /// <typeparam name="T">What flows here.</typeparam>
    /// <param name="cut">Where.</param>
    /// <param name="look">Told of each before it passes; must not keep it. One call at a time; what it throws stops the branch, as in any stage.</param>
    /// <exception cref="InvalidOperationException">The blueprint is frozen.</exception>
    public static GraphBlueprint Tap<T>(this Cut<T> cut, Action<T> look)
    {
        ArgumentNullException.ThrowIfNull(cut);
        ArgumentNullException.ThrowIfNull(look);
        return cut.Insert("tap", context => new TransformBlock<T, T>(
            item =>
            {
                look(item);
                return item;
            },
            context.Bounded(1)));
    }
}
