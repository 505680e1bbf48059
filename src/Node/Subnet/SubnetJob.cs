using Microsoft.Extensions.Logging;
using Tidings.Node.Commands;

namespace Tidings.Node.Subnet;

/// <summary>Runs the main job from start to exit code.</summary>
internal static class SubnetJob
{
    // The largest table that HELLO can announce.
    private const int SlotsMax = 1 << 20;

    public static Task<int> RunAsync(SubnetOptions options, CancellationToken cancellationToken) => CommandLineErrors.GuardAsync(async () =>
    {
        var inventory = FileInventory.Of(options.Files);
        if (inventory.Files.Count is 0 or > SlotsMax)
        {
            throw new ArgumentException($"'{options.Files}' holds {inventory.Files.Count} readable files; 1 to {SlotsMax} can be published.");
        }

        using var workspace = SubnetWorkspace.Create(SubnetShape.Of(options, inventory));
        await using IFleet fleet = options.ProcessPerNode
            ? await ProcessFleet.StartAsync(workspace, cancellationToken)
            : await InProcessFleet.StartAsync(workspace.Configurations, LogLevel.Warning, cancellationToken);
        var run = new SubnetRun(options, inventory, fleet, TimeProvider.System);
        var result = await SubnetProgress.ShowAsync(options, inventory, progress => RunAsync(run, progress, cancellationToken));
        SubnetReport.Write(result, ResourceUse.Of(fleet, result));
        return result.IsComplete ? 0 : CommandLineErrors.Failed;
    });

    private static async Task<RunResult> RunAsync(SubnetRun run, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        await run.ConnectAsync(progress, cancellationToken);
        return await run.BroadcastAsync(progress, cancellationToken);
    }
}
