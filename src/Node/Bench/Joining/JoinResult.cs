using Tidings.Node.Bench.Measure;

namespace Tidings.Node.Bench.Joining;

/// <summary>What nodes that come late came to. Immutable.</summary>
/// <param name="Row">Size of the artifacts, and the window of the live row.</param>
/// <param name="Count">Artifacts in the pool that they take.</param>
/// <param name="Rounds">By round.</param>
/// <param name="Verified">What came of hashing a part of all pools again, the joiners' among them.</param>
internal sealed record JoinResult(RowSpec Row, int Count, IReadOnlyList<JoinRound> Rounds, Verification Verified)
{
    /// <summary>What <see cref="IdleShare"/> must be.</summary>
    public const double IdleShareMin = 0.5;

    /// <summary>What <see cref="LoadedShare"/> must be.</summary>
    public const double LoadedShareMin = 0.8;

    /// <summary>What <see cref="OthersKept"/> must be.</summary>
    public const double OthersKeptMin = 0.8;

    /// <summary>Of each round, the joiner's rate on an idle subnet over the rate of all deliveries of the live row.</summary>
    public Quartiles IdleShare => Of(round => round.IdleShare);

    /// <summary>Of each round, the joiner's rate under load over the rate of one node in the live row.</summary>
    public Quartiles LoadedShare => Of(round => round.LoadedShare);

    /// <summary>Of each round, what the others kept of their rate.</summary>
    public Quartiles OthersKept => Of(round => round.OthersKept);

    /// <summary>Median and quartiles of a figure of the rounds.</summary>
    public Quartiles Of(Func<JoinRound, double> figure) => Quartiles.Of(Rounds.Select(figure));
}
