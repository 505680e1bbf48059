using Tidings.Blocks.Artifacts;
using Tidings.Pipelines.Configuration;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Scenarios.Kinds;

namespace Tidings.Simulation.Scenarios.Playing;

/// <summary>L4: pools with few places. A full one takes nothing, until its upper layer removes what it no longer needs.</summary>
internal sealed class FullPools(RunningScenario run)
{
    /// <summary>The options of a scenario in which pools have few places.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Options(Scenario scenario) =>
        scenario.Faults.Where(static fault => fault.Kind == FaultKind.FullPool)
            .Select(static fault => ((int)fault.Amount).ToString(System.Globalization.CultureInfo.InvariantCulture))
            .SelectMany(static places => new[] { Note.Kind, Blob.Kind }.Select(kind => KeyValuePair.Create($"Kinds:{kind}:Slots", places)));

    public static bool IsFull<T>(SimulatedNode node, string kind)
        where T : ISwarmArtifact<T> => node.Pool<T>().Count >= node.Get<TidingsOptions>().Kinds[kind].Slots;

    /// <summary>In every full pool half of the artifacts, the oldest, are removed: for what others hold there is room then.</summary>
    public void Relieve()
    {
        foreach (var node in run.Net.Nodes.Where(static node => node.IsUp))
        {
            Relieve<Note>(node, Note.Kind);
            Relieve<Blob>(node, Blob.Kind);
        }
    }

    private void Relieve<T>(SimulatedNode node, string kind)
        where T : ISwarmArtifact<T>
    {
        if (IsFull<T>(node, kind))
        {
            run.Net.Faults.Count(FaultKind.FullPool);
            var pool = node.Pool<T>();
            List<ArtifactId> oldest = [.. pool.Ids().Take((pool.Count + 1) / 2)];
            run.Book.Withdraw(node.Index, oldest);
            run.Begin(node, () => pool.RemoveAsync(oldest));
        }
    }
}
