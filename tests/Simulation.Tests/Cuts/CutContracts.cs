using Tidings.Blocks;
using Tidings.Contract;
using Tidings.Pipelines.Graph;
using Tidings.Simulation.Cuts;

namespace Simulation.Tests.Cuts;

/// <summary>Every cut is a stage like any other, and keeps what stages keep.</summary>
public abstract class CutContract : StageContract<int, int>
{
    protected override StageFactory<int, int> Factory => CutAlone.Of<int>(Put);

    protected override int OutputsOfSamples => Samples().Count;

    protected override IReadOnlyList<int> Samples() => [1, 2, 3, 4, 5];

    protected abstract void Put(Cut<int> cut);
}

public sealed class DropContract : CutContract
{
    protected override void Put(Cut<int> cut) => cut.Drop(1, item => item > 5);
}

public sealed class DuplicateContract : CutContract
{
    protected override int OutputsOfSamples => 10;

    protected override void Put(Cut<int> cut) => cut.Duplicate(1);
}

public sealed class MutateContract : CutContract
{
    protected override void Put(Cut<int> cut) => cut.Mutate(item => -item);
}

public sealed class TapContract : CutContract
{
    protected override void Put(Cut<int> cut) => cut.Tap(_ => { });
}

public sealed class DelayContract : CutContract
{
    protected override void Put(Cut<int> cut) => cut.Delay(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(9));
}

public sealed class ReorderContract : CutContract
{
    protected override void Put(Cut<int> cut) => cut.Reorder(window: 8);
}

public sealed class HoldContract : CutContract
{
    protected override void Put(Cut<int> cut) => cut.Hold(new Gate(open: true));
}
