using Tidings.Blocks;

namespace Tidings.Pipelines.Graph;

/// <summary>The signals of one graph by name. Filled before the first block is made, read-only afterwards.</summary>
internal sealed class SignalBoard(IReadOnlyList<ISignalCell> cells) : ISignalSource
{
    public Signal<T> Find<T>(SignalKey<T> key) =>
        cells.FirstOrDefault(cell => cell.Name == key.Name) is Signal<T> signal
            ? signal
            : throw new InvalidOperationException(
                $"The graph has no signal '{key}' of {typeof(T).Name}. It has: {(cells.Count == 0 ? "none" : string.Join(", ", cells.Select(cell => cell.Name)))}.");
}
