using Tidings.Node.Bench.Measure;

namespace Tidings.Node.Bench.Joining;

/// <summary>How a node that came late took a pool. Immutable.</summary>
/// <param name="Figures">Its deliveries from its first session until it had all of the pool; moved is what the others sent and received.</param>
/// <param name="ConnectedSeconds">From its start until its first session.</param>
/// <param name="Copies">Bytes of artifacts that it received for each that it kept: 1 when nothing came twice.</param>
/// <param name="Others">Deliveries per second at the other nodes meanwhile; 0 when nothing was published.</param>
internal sealed record CatchUp(PhaseFigures Figures, double ConnectedSeconds, double Copies, double Others);
