using Tidings.Blocks.Peers;

namespace Tidings.Benchmarks.Support;

/// <summary>Nobody breaks a rule in a benchmark; who is reported all the same ends it.</summary>
internal sealed class NoOffences : IOffenceSink
{
    public void Report(NodeId peer, Offence offence, string detail) => throw new InvalidOperationException($"{offence}: {detail}");
}
