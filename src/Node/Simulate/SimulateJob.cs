using Tidings.Node.Commands;
using Tidings.Node.Simulate.Campaigns;

namespace Tidings.Node.Simulate;

/// <summary>Does what `tidings simulate` was asked for, up to its exit code.</summary>
internal static class SimulateJob
{
    public static Task<int> RunAsync(SimulateOptions options, CancellationToken cancellationToken) => CommandLineErrors.GuardAsync(async () =>
    {
        var source = new ScenarioSource(options);
        var player = new Player();
        if (options.IsWorker)
        {
            new Worker(source.Of, player, Console.Out).Serve(Console.In);
            return 0;
        }

        if (options.Seeds is { } seeds)
        {
            return await CampaignRun.RunAsync(options, seeds, source, cancellationToken);
        }

        return options.Compare ? Comparison.Run(options, source, player) : SingleRun.Run(options, source, player);
    });
}
