namespace Tidings.Blocks;

/// <summary>Where a stage context finds its signals: the graph, or a recorder when a stage is tested alone.</summary>
internal interface ISignalSource
{
    /// <exception cref="InvalidOperationException">The graph has no such signal.</exception>
    Signal<T> Find<T>(SignalKey<T> key);
}
