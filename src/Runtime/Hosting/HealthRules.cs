using Tidings.Blocks.Limits;
using Tidings.Pipelines.Graph;

namespace Tidings.Runtime.Hosting;

/// <summary>What makes a node unwell. A pure function of what is seen of it.</summary>
internal static class HealthRules
{
    // What is left then holds no artifact of usual size; the sender side sees refusals before.
    private const double DrainedAt = 0.95;

    /// <param name="isRunning">Whether the node has started and not stopped.</param>
    /// <param name="faults">Stages that faulted.</param>
    /// <param name="sessionFault">What the session layer's own code threw, or null.</param>
    /// <param name="neighbours">Peers that this node is to have sessions with.</param>
    /// <param name="connected">Peers that it has sessions with.</param>
    /// <param name="accounts">The ledger's accounts.</param>
    public static NodeHealth Judge(
        bool isRunning, IReadOnlyList<StageFault> faults, Exception? sessionFault, int neighbours, int connected, IReadOnlyList<LedgerAccount> accounts)
    {
        List<string> broken = [.. faults.Select(static fault => $"Stage {fault.Stage} has failed, and its branch with it: {fault.Exception.Message}")];
        if (!isRunning)
        {
            broken.Add("The node does not run.");
        }

        if (sessionFault is not null)
        {
            broken.Add($"The session layer failed in its own code: {sessionFault.Message}");
        }

        List<string> weak = [];
        if (isRunning && neighbours > 0 && connected == 0)
        {
            weak.Add($"None of {neighbours} peers has a session with this node.");
        }

        weak.AddRange(accounts.Where(static account => account.Bytes > account.LimitBytes * DrainedAt)
            .Select(static account => $"The memory budget '{account.Name}' is used up: {account.Bytes} of {account.LimitBytes} bytes."));
        var status = broken.Count > 0 ? NodeHealthStatus.Unhealthy : weak.Count > 0 ? NodeHealthStatus.Degraded : NodeHealthStatus.Healthy;
        return new NodeHealth(status, [.. broken, .. weak]);
    }
}
