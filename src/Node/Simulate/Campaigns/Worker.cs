using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Simulate.Campaigns;

/// <summary>A worker's side of a campaign: does what its input asks until there is nothing more.</summary>
/// <param name="scenarioOf">The scenario of a seed.</param>
/// <param name="player">Plays them.</param>
/// <param name="output">Takes the answers.</param>
internal sealed class Worker(Func<long, Scenario> scenarioOf, IPlayer player, TextWriter output)
{
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
            Say(WorkerProtocol.Answer(player.Play(scenarioOf(seed))));
        }
    }

    private void Say(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }
}
