using Tidings.Blocks;

namespace Tidings.Pipelines.Graph;

/// <summary>A signal of a blueprint. Immutable.</summary>
internal abstract record SignalSpec(string Name, IReadOnlyList<StageKey> From, StageKey To)
{
    public abstract ISignalCell Make(TaskScheduler scheduler, TimeProvider time);
}

/// <inheritdoc />
internal sealed record SignalSpec<T, TIn>(string Name, IReadOnlyList<StageKey> From, StageKey To, Func<T, TIn> Wrap, Func<T, T, T> Merge) : SignalSpec(Name, From, To)
{
    public override ISignalCell Make(TaskScheduler scheduler, TimeProvider time) => new SignalCell<T, TIn>(Name, Wrap, Merge, scheduler, time);
}
