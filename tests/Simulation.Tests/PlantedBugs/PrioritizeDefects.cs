using Tidings.Blocks.Download;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Prioritize;

namespace Simulation.Tests.PlantedBugs;

/// <summary>Now and then the end of a download is not heard: its place among the active ones is never free again.</summary>
internal sealed class FinishedUnheard(Life life) : Defect<PrioritizeInput, DownloadOrder>
{
    public override IEnumerable<PrioritizeInput> Hear(PrioritizeInput input) => input is PrioritizeFinished && life.Random.Chance(0.2) ? [] : [input];
}

/// <summary>Only success is an end: what was given up is not thought of again.</summary>
internal sealed class FailureUnheard : Defect<PrioritizeInput, DownloadOrder>
{
    public override IEnumerable<PrioritizeInput> Hear(PrioritizeInput input)
    {
        if (input is not PrioritizeFinished finished)
        {
            return [input];
        }

        var complete = finished.Downloads.Where(static download => download.Outcome == DownloadOutcome.Complete).ToList();
        return complete.Count > 0 ? [new PrioritizeFinished(complete)] : [];
    }
}

/// <summary>The memory of a download that is given up is not given back.</summary>
internal sealed class CancelLeaks : Defect<PrioritizeInput, DownloadOrder>
{
    public override IEnumerable<DownloadOrder> Say(DownloadOrder output) =>
        output is OrderBatch batch ? [new OrderBatch([.. batch.Orders.Select(Leaking)])] : [Leaking(output)];

    private static DownloadOrder Leaking(DownloadOrder order) => order is StartDownload start ? start with { Reservation = new Leak(start.Reservation) } : order;

    private sealed class Leak(IReservation reservation) : IReservation
    {
        private bool _moved;

        public long Bytes => reservation.Bytes;

        public void Release(long bytes) => reservation.Release(bytes);

        public bool TryMoveTo(IByteBudget budget) => _moved = reservation.TryMoveTo(budget);

        public void Dispose()
        {
            if (_moved)
            {
                reservation.Dispose();
            }
        }
    }
}
