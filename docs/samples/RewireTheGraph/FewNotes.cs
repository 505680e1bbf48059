using Tidings.Simulation;
using Tidings.Simulation.Checks;

namespace Tidings.Samples.RewireTheGraph;

/// <summary>An invariant of one's own: nobody ever holds more notes than were published.</summary>
internal sealed class FewNotes : IInvariant
{
    private const int Published = 1;

    /// <inheritdoc />
    public string Name => "few notes";

    /// <inheritdoc />
    public string? AfterStep(SimulatedNode node) =>
        node.IsUp && node.Pool<Note>().Count > Published ? $"Node {node.Index} holds more notes than there are." : null;
}
