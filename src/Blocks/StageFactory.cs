using System.Threading.Tasks.Dataflow;

namespace Tidings.Blocks;

/// <summary>Makes the block that stands in a stage. Called once for each graph that starts; what it throws stops the start.</summary>
/// <typeparam name="TIn">What flows in.</typeparam>
/// <typeparam name="TOut">What flows out.</typeparam>
/// <param name="context">All that the block is given; its <see cref="StageContext.Bounded"/> is where block options come from.</param>
public delegate IPropagatorBlock<TIn, TOut> StageFactory<TIn, TOut>(StageContext context);

/// <summary>Makes the block that stands in a sink. Called once for each graph that starts; what it throws stops the start.</summary>
/// <typeparam name="TIn">What flows in.</typeparam>
/// <param name="context">All that the block is given.</param>
public delegate ITargetBlock<TIn> SinkFactory<TIn>(StageContext context);
