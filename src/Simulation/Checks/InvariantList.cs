using System.Collections.ObjectModel;

namespace Tidings.Simulation.Checks;

/// <summary>The invariants of a network, and which of them a step is a reason to ask. Not thread-safe.</summary>
internal sealed class InvariantList : Collection<IInvariant>
{
    /// <summary>Steps of a process from one turn to the next.</summary>
    public const int TurnSteps = 16;

    // By occasion; null until there was one since the list changed.
    private readonly IInvariant[]?[] _asked = new IInvariant[]?[(int)(Occasion.Step | Occasion.News | Occasion.Turn) + 1];

    /// <summary>Those that are asked after a step, in the order of the list.</summary>
    /// <param name="hasNews">Whether the step left something in the records.</param>
    /// <param name="steps">Steps of the process so far.</param>
    public IInvariant[] AfterStep(bool hasNews, long steps)
    {
        var occasion = Occasion.Step | (hasNews ? Occasion.News : 0) | (steps % TurnSteps == 0 ? Occasion.Turn : 0);
        return _asked[(int)occasion] ??= Asked(occasion);
    }

    /// <inheritdoc />
    protected override void InsertItem(int index, IInvariant item) => Change(() => base.InsertItem(index, item));

    /// <inheritdoc />
    protected override void RemoveItem(int index) => Change(() => base.RemoveItem(index));

    /// <inheritdoc />
    protected override void SetItem(int index, IInvariant item) => Change(() => base.SetItem(index, item));

    /// <inheritdoc />
    protected override void ClearItems() => Change(base.ClearItems);

    private IInvariant[] Asked(Occasion occasion) => [.. this.Where(invariant => (invariant.Occasion & occasion) != 0)];

    private void Change(Action change)
    {
        change();
        Array.Clear(_asked);
    }
}
