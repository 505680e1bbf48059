using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Tests.Move;

/// <summary>What was reported, in order.</summary>
internal sealed class FakeOffences : IOffenceSink
{
    public List<(NodeId Peer, Offence Offence, string Detail)> Reported { get; } = [];

    public void Report(NodeId peer, Offence offence, string detail) => Reported.Add((peer, offence, detail));
}
