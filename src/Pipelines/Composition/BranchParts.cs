using Tidings.Blocks;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Move;
using Tidings.Pipelines.Publishing;

namespace Tidings.Pipelines.Composition;

/// <summary>What one node keeps for one kind, as far as the others ask for it.</summary>
internal abstract class BranchParts
{
    public abstract string Kind { get; }

    public abstract KindLimits Limits { get; }

    /// <summary>What is kept of neighbours' tables between sessions; said in HELLO.</summary>
    public abstract IKeptTables Kept { get; }

    public abstract IPoolFacts Facts { get; }

    /// <summary>The pool, to read.</summary>
    public abstract IPoolReader Reader { get; }

    /// <summary>Artifacts in the validated section.</summary>
    public abstract int Count { get; }

    /// <summary>Tells two contents of the pool apart without looking through it.</summary>
    public abstract ulong PoolDigest { get; }

    /// <summary>Artifacts in both sections.</summary>
    public abstract int Held { get; }

    /// <summary>Artifacts that neighbours advertise or did in their last session.</summary>
    public abstract int Advertised { get; }

    /// <summary>What the kind holds and has moved so far.</summary>
    public abstract KindFigures Figures { get; }

    /// <summary>How the bandwidth stage answers the flows of this kind.</summary>
    public abstract IEnumerable<KeyValuePair<Flow, Signal<Grants>>> Grants(StageContext context);

    /// <summary>Makes what the user's classes are, once all pools belong to the node.</summary>
    public abstract void Resolve(IServiceProvider provider, PoolDirectory pools);
}
