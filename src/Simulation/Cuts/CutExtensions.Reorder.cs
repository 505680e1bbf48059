using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Cuts;

public static partial class CutExtensions
{
    /// <summary>
    /// Lets messages overtake each other. Nothing overtakes a change in who is connected. A lane keeps the order of its messages, so a cut behind the receive
    /// stage shows a node more than any network does.
    /// </summary>
    /// <typeparam name="T">What flows here.</typeparam>
    /// <param name="cut">Where.</param>
    /// <param name="window">How many may wait to be overtaken; 2 or more. When there are more, what is before the cut waits.</param>
    /// <param name="within">How long each waits for others to overtake it. Default 20 ms; more than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The blueprint is frozen.</exception>
    public static GraphBlueprint Reorder<T>(this Cut<T> cut, int window, TimeSpan? within = null)
    {
        ArgumentNullException.ThrowIfNull(cut);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 2);
        var time = within ?? TimeSpan.FromMilliseconds(20);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, nameof(within));
        return cut.Insert("reorder", context => Reordering<T>(window, time, context));
    }

    // The first block sees the items in their order and says which may change places; the second one waits with many at once, but gives places up in order.
    private static IPropagatorBlock<T, T> Reordering<T>(int window, TimeSpan within, StageContext context)
    {
        var current = new ReorderWindow<T>(context.Random);
        var begin = new TransformBlock<T, ReorderWindow<T>>(Place, context.Bounded(1));
        var options = context.Bounded(window, window);
        options.EnsureOrdered = true;
        var end = new TransformBlock<ReorderWindow<T>, T>(
            async place =>
            {
                await Pause.For(within, context.Time, context.Stopping);
                return place.Take();
            },
            options);
        begin.LinkTo(end, new DataflowLinkOptions { PropagateCompletion = true });
        return DataflowBlock.Encapsulate(begin, end);

        ReorderWindow<T> Place(T item)
        {
            var place = Items.IsMessage(item) ? current : new ReorderWindow<T>(context.Random);
            place.Add(item);
            if (place != current)
            {
                current = new ReorderWindow<T>(context.Random);
            }

            return place;
        }
    }
}
