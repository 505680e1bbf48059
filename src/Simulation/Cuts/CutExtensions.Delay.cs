using System.Threading.Tasks.Dataflow;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Cuts;

public static partial class CutExtensions
{
    /// <summary>Lets everything that flows here pass later, in its order.</summary>
    /// <typeparam name="T">What flows here.</typeparam>
    /// <param name="cut">Where.</param>
    /// <param name="time">How much later; 0 or more.</param>
    /// <param name="capacity">How many items may be under way at once; when there are more, what is before the cut waits. Default 256; 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The blueprint is frozen.</exception>
    public static GraphBlueprint Delay<T>(this Cut<T> cut, TimeSpan time, int capacity = 256) => Delay(cut, time, time, capacity);

    /// <summary>Lets each item that flows here pass later by a time of its own, in its order: one behind a slower one waits for it.</summary>
    /// <typeparam name="T">What flows here.</typeparam>
    /// <param name="cut">Where.</param>
    /// <param name="min">Least time; 0 or more.</param>
    /// <param name="max">Most time; at least <paramref name="min"/>. Uniform between the two.</param>
    /// <param name="capacity">How many items may be under way at once; when there are more, what is before the cut waits. Default 256; 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The blueprint is frozen.</exception>
    public static GraphBlueprint Delay<T>(this Cut<T> cut, TimeSpan min, TimeSpan max, int capacity = 256)
    {
        ArgumentNullException.ThrowIfNull(cut);
        ArgumentOutOfRangeException.ThrowIfLessThan(min, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        return cut.Insert("delay", context =>
        {
            var draw = new Lock();
            var options = context.Bounded(capacity, capacity);
            options.EnsureOrdered = true;
            return new TransformBlock<T, T>(
                async item =>
                {
                    TimeSpan time;
                    lock (draw)
                    {
                        time = min + ((max - min) * context.Random.NextDouble());
                    }

                    await Pause.For(time, context.Time, context.Stopping);
                    return item;
                },
                options);
        });
    }
}
