using System.Threading.Tasks.Dataflow;

namespace Tidings.Pipelines.Graph;

/// <summary>
/// Ends a stage when all that flows into it has ended. A stage fed by one branch faults with it; a stage fed by several outlives the fault of one, so
/// that a broken kind does not take the trunk down.
/// </summary>
internal sealed class Intake(IDataflowBlock block, int incoming)
{
    private readonly Lock _gate = new();
    private int _open = incoming;
    private bool _endedWell;

    public void Ended(Exception? fault)
    {
        lock (_gate)
        {
            _endedWell |= fault is null;
            if (--_open > 0)
            {
                return;
            }
        }

        if (_endedWell)
        {
            block.Complete();
        }
        else
        {
            block.Fault(fault!);
        }
    }
}
