using System.Threading.Tasks.Dataflow;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Cuts;

public static partial class CutExtensions
{
    /// <summary>
    /// Lets some of the messages that flow here pass twice in a row. The second one of a message that owns memory has a copy of its own, on nobody's account.
    /// What has one owner and is no message of a peer passes once.
    /// </summary>
    /// <typeparam name="T">What flows here.</typeparam>
    /// <param name="cut">Where.</param>
    /// <param name="rate">Probability that a message passes twice, 0 to 1.</param>
    /// <param name="which">Only these; must be quick and must not throw. Default: every message.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a probability.</exception>
    /// <exception cref="InvalidOperationException">What flows here has one owner, or the blueprint is frozen.</exception>
    public static GraphBlueprint Duplicate<T>(this Cut<T> cut, double rate, Func<T, bool>? which = null)
    {
        Check(cut, rate);
        Items.ThrowIfOwned<T>(nameof(Duplicate));
        return cut.Insert("duplicate", context => new TransformManyBlock<T, T>(
            item => which?.Invoke(item) != false && context.Random.NextDouble() < rate ? Items.Twice(item) : [item],
            context.Bounded(2)));
    }
}
