using Tidings.Blocks.Artifacts;
using Tidings.Pipelines.Publishing;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Scenarios.Kinds;

namespace Tidings.Simulation.Scenarios;

/// <summary>Publishes what is planned, each on its node, if that is up at the time.</summary>
internal sealed class Publisher(RunningScenario run)
{
    public void Plan(Timetable timetable)
    {
        for (var number = 0; number < run.Scenario.Artifacts.Count; number++)
        {
            var (artifact, index) = (run.Scenario.Artifacts[number], number);
            timetable.Add(artifact.At, () => Publish(artifact, index));
        }
    }

    private void Publish(PlannedArtifact planned, int number)
    {
        var node = run.Net[planned.Node];
        if (!node.IsUp)
        {
            return;
        }

        run.Begin(node, () => planned.Kind switch
        {
            Note.Kind => PublishAsync<Note>(node, planned, number),
            Blob.Kind => PublishAsync<Blob>(node, planned, number),
            _ => throw new InvalidOperationException($"A scenario has the kinds {Note.Kind} and {Blob.Kind}, not {planned.Kind}."),
        });
    }

    private async Task PublishAsync<T>(SimulatedNode node, PlannedArtifact planned, int number)
        where T : ISwarmArtifact<T>
    {
        run.Traffic.Begin();
        run.Book.Publish(number);
        var artifact = T.Of(number, ClassOf(number), Math.Max(planned.Bytes, SwarmKinds.HeaderBytes));
        try
        {
            await node.Broadcaster<T>().PublishAsync(artifact);
        }
        catch (PublishException exception) when (exception.Failure == PublishFailure.PoolFull)
        {
            // An answer, no fault of the node: the artifact does not exist then.
            run.Net.Faults.Count(FaultKind.FullPool);
        }
    }

    private static FetchPriority ClassOf(int number) => (number % 4) switch
    {
        0 => FetchPriority.FetchNow,
        1 => FetchPriority.Later,
        _ => FetchPriority.Fetch,
    };
}
