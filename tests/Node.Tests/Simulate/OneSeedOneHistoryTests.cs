using Tidings.Node.Simulate;
using Tidings.Node.Simulate.Campaigns;
using Tidings.Node.Simulate.Files;
using Tidings.Node.Tests.Commands;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Tests.Simulate;

/// <summary>
/// Twenty nodes with every stage, two kinds, crashes, restarts and resets: one seed is one history in this process and in any other. That it is so in
/// another build too is asked by <c>.ci/run</c>, with the same file.
/// </summary>
[CancelAfter(400_000)]
public sealed class OneSeedOneHistoryTests
{
    private const int Children = 4;
    private const int RunsEach = 20;
    private const int SeedsEach = 50;

    private static readonly string ScenarioFile = Path.Combine(Repository.Root, "docs", "scenarios", "crashes-and-restarts.json");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Test]
    public async Task A_seed_has_the_same_history_a_hundred_times_in_five_processes(CancellationToken cancellationToken)
    {
        var scenario = ScenarioReader.Load(ScenarioFile);
        var children = Enumerable.Range(0, Children).Select(_ => Start(cancellationToken)).ToList();
        foreach (var child in children)
        {
            for (var run = 0; run < RunsEach; run++)
            {
                await child.AskAsync(WorkerProtocol.Ask(new SeedRange(scenario.Seed, scenario.Seed)), cancellationToken);
            }
        }

        // While the children play.
        List<ScenarioResult> results = [.. Enumerable.Range(0, RunsEach).Select(_ => ScenarioRun.Run(scenario))];
        foreach (var child in children)
        {
            results.AddRange(await AnswersAsync(child, Enumerable.Repeat(scenario.Seed, RunsEach), cancellationToken));
            await child.DisposeAsync();
        }

        Assert.That(results, Has.Count.EqualTo(100));
        Assert.That(results.Select(static result => result.Failure), Is.All.Null);
        Assert.That(results.Select(static result => result.Hash), Is.All.EqualTo(results[0].Hash));
        Assert.That(scenario.Faults.Select(static fault => fault.Kind), Is.SubsetOf(results[0].Fired.Keys), "what is planned happens");
    }

    [Test]
    public async Task A_hundred_other_seeds_have_a_hundred_other_histories(CancellationToken cancellationToken)
    {
        var first = ScenarioReader.Load(ScenarioFile).Seed + 1;
        var blocks = Enumerable.Range(0, 100 / SeedsEach).Select(child => new SeedRange(first + (child * SeedsEach), first + ((child + 1) * SeedsEach) - 1));
        var results = await Task.WhenAll(blocks.Select(async block =>
        {
            await using var child = Start(cancellationToken);
            await child.AskAsync(WorkerProtocol.Ask(block), cancellationToken);
            return await AnswersAsync(child, Enumerable.Range(0, SeedsEach).Select(seed => block.First + seed), cancellationToken);
        }));

        Assert.That(results.SelectMany(static block => block).Select(static result => result.Failure), Is.All.Null);
        Assert.That(results.SelectMany(static block => block).Select(static result => result.Hash).Distinct().Count(), Is.EqualTo(100));
    }

    private static WorkerProcess Start(CancellationToken cancellationToken) =>
        WorkerProcess.Start(WorkerStart.ForSeeds(CommandLine.StartInfo("simulate", "--worker", "--scenario", ScenarioFile), RunsEach), cancellationToken);

    private static async Task<List<ScenarioResult>> AnswersAsync(WorkerProcess child, IEnumerable<long> seeds, CancellationToken cancellationToken)
    {
        List<ScenarioResult> results = [];
        foreach (var seed in seeds)
        {
            results.Add(WorkerProtocol.Result(await child.AnswerAsync(Patience, cancellationToken), seed));
        }

        return results;
    }
}
