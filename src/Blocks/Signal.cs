namespace Tidings.Blocks;

/// <summary>
/// Feedback to a stage: a cell of capacity one. What is raised while an earlier value waits is merged into it, so raising never waits, never queues
/// more than one message, and loses no wake-up. Edges form no cycles; signals may close one. Thread-safe.
/// </summary>
/// <typeparam name="T">What is said.</typeparam>
public abstract class Signal<T>
{
    private protected Signal()
    {
    }

    /// <summary>Says it. Returns at once, on any thread. Before the graph starts the value is kept; after the target stage has completed it is dropped.</summary>
    /// <param name="value">Merged with the value that waits, if one does.</param>
    public abstract void Raise(T value);
}
