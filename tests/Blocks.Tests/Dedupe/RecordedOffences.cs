using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Tests.Dedupe;

internal sealed class RecordedOffences : IOffenceSink
{
    public List<(NodeId Peer, Offence Offence)> Reported { get; } = [];

    public void Report(NodeId peer, Offence offence, string detail) => Reported.Add((peer, offence));
}
