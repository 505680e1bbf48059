using Tidings.Simulation.Faults;

namespace Tidings.Simulation.Scenarios.Drawing;

/// <summary>Whom a fault befalls.</summary>
internal enum FaultScope
{
    /// <summary>Every link, from the start to the healing.</summary>
    Network,

    /// <summary>Some nodes against the others, for a while.</summary>
    Group,

    /// <summary>The way between two nodes, for a while.</summary>
    Pair,

    /// <summary>One node, for a while.</summary>
    Node,

    /// <summary>Nodes that break the protocol, from the start to the end.</summary>
    Liar,
}

/// <summary>How much of a fault a drawn scenario may have.</summary>
/// <param name="Kind">What.</param>
/// <param name="Scope">Whom it befalls.</param>
/// <param name="Least">Least amount.</param>
/// <param name="Most">Largest amount; far above the least it is drawn on a logarithmic scale.</param>
/// <param name="Unit">Of the amount; empty when the fault has none.</param>
internal sealed record FaultRange(FaultKind Kind, FaultScope Scope, double Least, double Most, string Unit)
{
    /// <summary>Every kind of fault that a drawn scenario may have, in the order of their ids.</summary>
    public static IReadOnlyList<FaultRange> All { get; } =
    [
        new(FaultKind.Latency, FaultScope.Network, 1, 150, "milliseconds one way, at most"),
        new(FaultKind.Jitter, FaultScope.Network, 1, 100, "milliseconds, mean"),
        new(FaultKind.Loss, FaultScope.Network, 0.001, 0.3, "of segments"),
        new(FaultKind.Replay, FaultScope.Liar, 1, 20, "messages per second"),
        new(FaultKind.Corruption, FaultScope.Network, 0.0005, 0.05, "of writes"),
        new(FaultKind.Partition, FaultScope.Group, 0, 0, string.Empty),
        new(FaultKind.OneWayPartition, FaultScope.Group, 0, 0, string.Empty),
        new(FaultKind.Flapping, FaultScope.Pair, 50, 5000, "milliseconds down, and up"),
        new(FaultKind.Squeeze, FaultScope.Network, 16 << 10, 10 << 20, "bytes per second, at most"),
        new(FaultKind.Clog, FaultScope.Group, 0, 0, string.Empty),
        new(FaultKind.CutAtByte, FaultScope.Pair, 1, 8192, "bytes until the cut"),
        new(FaultKind.Reset, FaultScope.Pair, 1, 10, "resets"),
        new(FaultKind.HalfOpen, FaultScope.Node, 0, 0, string.Empty),
        new(FaultKind.Crash, FaultScope.Node, 0, 0, string.Empty),
        new(FaultKind.RestartEmpty, FaultScope.Node, 0, 0, string.Empty),
        new(FaultKind.RestartKept, FaultScope.Node, 0, 0, string.Empty),
        new(FaultKind.RestartTorn, FaultScope.Node, 0, 0, string.Empty),
        new(FaultKind.SlowReader, FaultScope.Node, 0, 10 << 10, "bytes per second"),
        new(FaultKind.NeverAnswers, FaultScope.Liar, 0, 0, string.Empty),
        new(FaultKind.AnswersLate, FaultScope.Liar, 100, 5000, "milliseconds"),
        new(FaultKind.FalseAdverts, FaultScope.Liar, 0, 0, string.Empty),
        new(FaultKind.WrongBytes, FaultScope.Liar, 0.01, 1, "of answers"),
        new(FaultKind.WrongChunk, FaultScope.Liar, 0, 0, string.Empty),
        new(FaultKind.OversizeFrame, FaultScope.Liar, 100, 5000, "milliseconds between two"),
        new(FaultKind.AdvertFlood, FaultScope.Liar, 10, 30, "adverts per second"),
        new(FaultKind.RequestFlood, FaultScope.Liar, 10, 30, "requests per second"),
        new(FaultKind.Collusion, FaultScope.Liar, 0, 0, string.Empty),
        new(FaultKind.SlowValidator, FaultScope.Node, 1, 5000, "milliseconds, at most"),
        new(FaultKind.ThrowingValidator, FaultScope.Node, 0.01, 1, "of judgements"),
        new(FaultKind.HangingValidator, FaultScope.Node, 0.01, 0.5, "of judgements"),
        new(FaultKind.FullPool, FaultScope.Network, 2, 12, "places for each kind"),
        new(FaultKind.DateJump, FaultScope.Node, -3600 * 24 * 3650.0, 3600 * 24 * 3650.0, "seconds forward"),
        new(FaultKind.Pause, FaultScope.Node, 0, 0, string.Empty),
    ];
}
