namespace Simulation.Tests.PlantedBugs;

/// <summary>
/// What one stage does wrong in one life of a node. It sits inside the stage, between its edges and its core: the checkers, who look on at the edges, see what
/// really came and went, and no test of the core sees it.
/// </summary>
/// <typeparam name="TIn">What the stage hears.</typeparam>
/// <typeparam name="TOut">What it says.</typeparam>
internal abstract class Defect<TIn, TOut>
{
    /// <summary>Whether the stage ends when all its edges have ended.</summary>
    public virtual bool Ends => true;

    /// <summary>What the core hears instead, signals included; what is swallowed is disposed here, unless that is the defect.</summary>
    public virtual IEnumerable<TIn> Hear(TIn input) => [input];

    /// <summary>What the stage says instead.</summary>
    public virtual IEnumerable<TOut> Say(TOut output) => [output];

    /// <summary>Swallowed, as a stage swallows: the buffer is given back.</summary>
    protected static IEnumerable<T> Nothing<T>(T item)
    {
        (item as IDisposable)?.Dispose();
        return [];
    }
}
