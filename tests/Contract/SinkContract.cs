using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;

namespace Tidings.Contract;

/// <summary>What every sink keeps: derive a fixture, give a factory and samples.</summary>
public abstract class SinkContract<TIn> : TargetContract<TIn>
{
    /// <summary>The factory under test.</summary>
    protected abstract SinkFactory<TIn> Factory { get; }

    /// <inheritdoc />
    protected sealed override ITargetBlock<TIn> CreateTarget(StageContext context) => Factory(context);
}
