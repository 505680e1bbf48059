using Tidings.Simulation.Scenarios;
using Tidings.Simulation.Scenarios.Searching;

namespace Tidings.Node.Simulate.Campaigns;

/// <summary>A worker's side of a campaign: does what its input asks until there is nothing more.</summary>
/// <param name="scenarioOf">The scenario of a seed.</param>
/// <param name="player">Plays them.</param>
/// <param name="output">Takes the answers.</param>
internal sealed class Worker(Func<long, Scenario> scenarioOf, IPlayer player, TextWriter output)
{
    /// <summary>One seed in so many is played twice: enough to see that histories are one in every campaign, for 2 % of its time.</summary>
    private const int ReplayEvery = 50;

    /// <exception cref="InvalidDataException">A line asks for nothing that a worker does.</exception>
    public void Serve(TextReader input)
    {
        while (input.ReadLine() is { } line)
        {
            if (SeedRange.TryParse(line, out var block))
            {
                Run(block);
            }
            else if (WorkerProtocol.IsAskedToShrink(line, out var seed))
            {
                Say(ShrunkSeed.Of(scenarioOf(seed), player, () => Say(WorkerProtocol.StillAlive)).ToLine());
            }
            else
            {
                throw new InvalidDataException($"'{line}' is nothing that a worker does.");
            }
        }
    }

    private void Run(SeedRange block)
    {
        for (var seed = block.First; seed <= block.Last; seed++)
        {
            Say(WorkerProtocol.Answer(Play(scenarioOf(seed))));
        }
    }

    private ScenarioResult Play(Scenario scenario)
    {
        var result = player.Play(scenario);
        return scenario.Seed % ReplayEvery == 0 ? OneHistory.Of(result, player.Play(scenario)) : result;
    }

    private void Say(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }
}
