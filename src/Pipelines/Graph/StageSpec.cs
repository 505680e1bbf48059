using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;

namespace Tidings.Pipelines.Graph;

/// <summary>A stage of a blueprint. Immutable.</summary>
internal sealed record StageSpec(StageKey Key, bool HasOutput, Func<StageContext, IDataflowBlock> Make);
