using System.Globalization;
using Tidings.Node.Commands;
using Tidings.Node.Simulate.Campaigns;
using Tidings.Node.Simulate.Plots;
using Tidings.Node.Simulate.Reports;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Simulate;

/// <summary>One seed, in this process: exactly what a worker of a campaign does.</summary>
internal static class SingleRun
{
    /// <summary>Lines that lead up to a failure, as they are printed with it.</summary>
    private const int TailLines = 40;

    /// <summary>Lines of a whole timeline: more than a run of hundreds of nodes has.</summary>
    private const int LinesMax = 1 << 20;

    public static int Run(SimulateOptions options, ScenarioSource source, IPlayer player)
    {
        var scenario = source.Of(source.Seed);
        using var timeline = new StringWriter(CultureInfo.InvariantCulture);
        var began = TimeProvider.System.GetTimestamp();
        var result = player.Play(scenario, timeline, options.Timeline ? LinesMax : TailLines);
        Tell(options, scenario, result, RunCost.Since(began), timeline.ToString());
        if (options.Plot is { } plots)
        {
            Consoles.Written(PlotFiles.Write(plots, [PlottedRun.Of(scenario, result)]));
        }

        FailureReport.Write(result, options.Timeline ? "" : timeline.ToString(), source.Replay(scenario.Seed));
        if (options.Out is { } folder)
        {
            Consoles.Written(ShrunkSeed.Of(scenario, player, static () => { }).Write(folder));
        }

        return result.Failure is null ? 0 : CommandLineErrors.Failed;
    }

    private static void Tell(SimulateOptions options, Scenario scenario, ScenarioResult result, RunCost cost, string timeline)
    {
        if (options.Timeline)
        {
            (options.Json ? Console.Error : Console.Out).Write(timeline);
        }

        if (options.Json)
        {
            Console.WriteLine(ResultJson.Of(scenario, result, cost).ToJsonString());
        }
        else
        {
            RunReport.Write(scenario, result, cost);
        }
    }
}
