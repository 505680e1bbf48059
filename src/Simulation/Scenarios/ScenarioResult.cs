using Tidings.Simulation.Faults;

namespace Tidings.Simulation.Scenarios;

/// <summary>What came of a run. Immutable.</summary>
internal sealed record ScenarioResult
{
    public required long Seed { get; init; }

    /// <summary>Null when everything held.</summary>
    public ScenarioFailure? Failure { get; init; }

    /// <summary>Hash of the whole history, as 16 hexadecimal digits.</summary>
    public required string Hash { get; init; }

    public required long Steps { get; init; }

    public required TimeSpan VirtualTime { get; init; }

    /// <summary>Artifacts that reached a validated pool other than their maker's.</summary>
    public required long Deliveries { get; init; }

    /// <summary>From publication to each validated pool, in order of time.</summary>
    public required IReadOnlyList<TimeSpan> Latencies { get; init; }

    /// <summary>The same by distance from the maker, the nearest first; empty when the run did not measure it.</summary>
    public IReadOnlyList<HopFigure> Hops { get; init; } = [];

    /// <summary>Frames that were sent between nodes, from the first publication on; heartbeats, marks and farewells included.</summary>
    public required long Messages { get; init; }

    /// <summary>Writes that carried them: what waits for a lane goes out at once.</summary>
    public long Writes { get; init; }

    /// <summary>Bytes that were sent between nodes, from the first publication on.</summary>
    public required long WireBytes { get; init; }

    /// <summary>Bytes of artifacts that reached nodes, over the bytes that they needed.</summary>
    public required double Copies { get; init; }

    /// <summary>What each node has sent and received, by number.</summary>
    public required IReadOnlyList<NodeFigures> Nodes { get; init; }

    public required IReadOnlyDictionary<FaultKind, long> Fired { get; init; }
}

/// <summary>What did not hold.</summary>
/// <param name="Invariant">Its name; <c>exception</c> for what the run itself threw.</param>
/// <param name="Message">What is broken, where and when.</param>
/// <param name="At">When.</param>
internal sealed record ScenarioFailure(string Invariant, string Message, TimeSpan At);
