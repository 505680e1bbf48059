using System.Threading.Tasks.Dataflow;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Cuts;

/// <summary>
/// What can be put into a cut: faults and instruments, each a bounded stage on the graph's scheduler, clock and randomness. They work in a simulation and in
/// a node that runs for real. Each verb returns the blueprint, so that edits chain.
/// </summary>
public static partial class CutExtensions
{
    /// <summary>
    /// Loses some of the messages that flow here, and frees what they own. Changes in who is connected always pass, and so does what stages say to each other
    /// about room: without them a node is broken, not tested.
    /// </summary>
    /// <typeparam name="T">What flows here.</typeparam>
    /// <param name="cut">Where.</param>
    /// <param name="rate">Probability that a message is lost, 0 to 1.</param>
    /// <param name="which">Only these; must be quick and must not throw. Default: every message.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a probability.</exception>
    /// <exception cref="InvalidOperationException">What flows here has one owner, or the blueprint is frozen.</exception>
    public static GraphBlueprint Drop<T>(this Cut<T> cut, double rate, Func<T, bool>? which = null)
    {
        Check(cut, rate);
        Items.ThrowIfOwned<T>(nameof(Drop));
        return cut.Insert("drop", context => new TransformManyBlock<T, T>(
            item => Items.IsMessage(item) && which?.Invoke(item) != false && context.Random.NextDouble() < rate ? Items.Drop(item) : [item],
            context.Bounded(1)));
    }

    private static void Check<T>(Cut<T> cut, double rate)
    {
        ArgumentNullException.ThrowIfNull(cut);
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, 1);
    }
}
