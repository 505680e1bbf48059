namespace Tidings.Node.Subnet;

/// <summary>What the nodes of a run used of the machine: of this process, or the sum over theirs.</summary>
internal sealed record ResourceUse(double CpuSeconds, long PeakRssBytes)
{
    public static ResourceUse Of(IFleet fleet, RunResult result)
    {
        var measured = fleet.IsSeparateProcesses ? result.Nodes : result.Nodes.Take(1);
        return measured.Aggregate(new ResourceUse(0, 0), (sum, node) => new ResourceUse(
            sum.CpuSeconds + node.After.CpuSeconds - node.Before.CpuSeconds,
            sum.PeakRssBytes + node.After.PeakRssBytes));
    }
}
