using Tidings.Blocks.Artifacts;
using Tidings.Pipelines.Publishing;
using Tidings.Simulation.Kernel;
using Tidings.Simulation.Scenarios.Kinds;

namespace Tidings.Simulation.Scenarios;

/// <summary>Publishes what is planned, each on its node, if that is up at the time.</summary>
internal sealed class Publisher(RunningScenario run)
{
    private readonly List<(SimulatedHost Host, Task Task)> _going = [];

    /// <summary>What a publication threw that it should not; null while nothing did.</summary>
    public Exception? Fault => _going.Find(static publication => publication.Task.IsFaulted).Task?.Exception?.InnerException;

    /// <summary>Whether every publication that began has ended, or died with its process.</summary>
    public bool IsIdle => _going.TrueForAll(static publication => publication.Task.IsCompleted || publication.Host.IsDead);

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

        var host = node.Current.Host;
        _going.Add((host, host.Start(() => planned.Kind switch
        {
            Note.Kind => PublishAsync<Note>(node, planned, number),
            Blob.Kind => PublishAsync<Blob>(node, planned, number),
            _ => throw new InvalidOperationException($"A scenario has the kinds {Note.Kind} and {Blob.Kind}, not {planned.Kind}."),
        })));
    }

    private async Task PublishAsync<T>(SimulatedNode node, PlannedArtifact planned, int number)
        where T : ISwarmArtifact<T>
    {
        run.Book.Publish(number);
        var artifact = T.Of(number, ClassOf(number), Math.Max(planned.Bytes, SwarmKinds.HeaderBytes));
        try
        {
            await node.Broadcaster<T>().PublishAsync(artifact);
        }
        catch (PublishException exception) when (exception.Failure is PublishFailure.PoolFull or PublishFailure.Stopping)
        {
            // A full pool and a node that goes are answers, not faults: the artifact does not exist then.
        }
    }

    private static FetchPriority ClassOf(int number) => (number % 4) switch
    {
        0 => FetchPriority.FetchNow,
        1 => FetchPriority.Later,
        _ => FetchPriority.Fetch,
    };
}
