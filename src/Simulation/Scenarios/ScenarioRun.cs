using Tidings.Simulation.Baselines;
using Tidings.Simulation.Byzantine;
using Tidings.Simulation.Checks;
using Tidings.Simulation.Scenarios.Playing;

namespace Tidings.Simulation.Scenarios;

/// <summary>Plays a scenario from its first step to the stop of every node.</summary>
internal static class ScenarioRun
{
    /// <summary>How often it is looked whether everything is everywhere.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>After the last delivery, at most: what was on its way still comes to its end.</summary>
    private static readonly TimeSpan SettleMax = TimeSpan.FromSeconds(1);

    /// <summary>Short scenarios settle for this part of their phase: what never rests, as liars do, is not run for longer than what the scenario is about.</summary>
    private const int SettlePart = 8;

    /// <summary>Plays it. What goes wrong in the run is in the result; only misuse throws.</summary>
    /// <param name="scenario">What to play.</param>
    /// <param name="prepare">Called before the first step: rewires nodes. Not for a model of another protocol, which has none.</param>
    public static ScenarioResult Run(Scenario scenario, Action<SimulatedNetwork>? prepare = null)
    {
        if (scenario.Protocol != Protocol.Tidings)
        {
            return BaselineRun.Run(scenario);
        }

        using var run = new RunningScenario(scenario);
        Misbehaviours.Apply(run.Net, scenario.Faults);
        prepare?.Invoke(run.Net);
        var failure = Guarded(run);
        return Figures.Of(run, failure);
    }

    private static ScenarioFailure? Guarded(RunningScenario run)
    {
        try
        {
            return Play(run);
        }
        catch (InvariantException exception)
        {
            return new ScenarioFailure(exception.Invariant, exception.Message, run.Net.Now);
        }
        catch (Exception exception)
        {
            return new ScenarioFailure("exception", exception.ToString(), run.Net.Now);
        }
    }

    private static ScenarioFailure? Play(RunningScenario run)
    {
        var timetable = new Timetable(run.Host, () => run.Net.Now);
        new Publisher(run).Plan(timetable);
        new FaultPlayer(run, timetable).Plan();
        timetable.Add(run.Scenario.FaultPhase, () => Heal(run));
        run.Run(() => timetable.RunAsync(run.Scenario.FaultPhase), run.Scenario.FaultPhase + TimeSpan.FromHours(1));
        if (Live(run) is { } failure)
        {
            return failure;
        }

        var settle = run.Scenario.FaultPhase / SettlePart;
        run.Net.RunFor(settle < SettleMax ? settle : SettleMax);
        run.Net.Finish();
        return null;
    }

    private static void Heal(RunningScenario run)
    {
        run.Net.Heal();
        new FullPools(run).Relieve();
    }

    // A validator that hung when the network was healed still does, to its deadline: a node that is stopped before has to give it up.
    private static bool IsJudging(RunningScenario run) =>
        run.Net.Nodes.Any(static node => node is { IsUp: true, IsHonest: true } && node.Node.Kinds.Any(static kind => kind.Unvalidated > 0));

    private static ScenarioFailure? Live(RunningScenario run)
    {
        var owed = new MustHold(run.Net, run.Book, run.Scenario.Topology);
        var deadline = run.Net.Now + run.Scenario.LivenessMax;
        run.Run(LookAsync, run.Scenario.LivenessMax + TimeSpan.FromMinutes(1));
        if (run.Fault is { } fault)
        {
            return new ScenarioFailure("exception", fault.ToString(), run.Net.Now);
        }

        return owed.Missing().ToList() is { Count: > 0 } missing
            ? new ScenarioFailure(Delivery.Name, Delivery.Describe(run.Net, missing, run.Scenario.LivenessMax), run.Net.Now)
            : null;

        async Task LookAsync()
        {
            while ((!run.IsIdle || IsJudging(run) || owed.Missing().Any()) && run.Net.Now < deadline)
            {
                await Task.Delay(LookInterval, run.Host.Clock);
            }
        }
    }
}
