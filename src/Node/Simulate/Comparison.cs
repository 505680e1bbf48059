using System.Text.Json.Nodes;
using Tidings.Node.Commands;
using Tidings.Node.Simulate.Plots;
using Tidings.Node.Simulate.Reports;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Simulate;

/// <summary>The same scenario played by the product and by what it is compared with.</summary>
internal static class Comparison
{
    public static int Run(SimulateOptions options, ScenarioSource source, IPlayer player)
    {
        var drawn = source.Of(source.Seed);
        if (drawn.Faults.Count > 0)
        {
            throw new ArgumentException("--compare takes a scenario without faults: the models of other protocols know none.");
        }

        var runs = Enum.GetValues<Protocol>().Select(protocol => drawn with { Protocol = protocol }).Select(scenario => (Scenario: scenario, Result: player.Play(scenario))).ToList();
        if (options.Json)
        {
            Console.WriteLine(new JsonArray([.. runs.Select(run => (JsonNode)ResultJson.Of(run.Scenario, run.Result))]).ToJsonString());
        }
        else
        {
            ComparisonReport.Write(runs);
        }

        if (options.Plot is { } plots)
        {
            Consoles.Written(PlotFiles.Write(plots, [.. runs.Select(run => PlottedRun.Of(run.Scenario, run.Result))]));
        }

        foreach (var (scenario, result) in runs.Where(run => run.Result.Failure is not null))
        {
            FailureReport.Write(result, "", $"{source.Replay(scenario.Seed)} --compare");
        }

        return runs.All(run => run.Result.Failure is null) ? 0 : CommandLineErrors.Failed;
    }
}
