namespace Tidings.Node.Bench;

/// <summary>What came of hashing a part of the pools again. Immutable.</summary>
/// <param name="Checked">Artifacts hashed.</param>
/// <param name="Wrong">Those that were not what had been published, in words.</param>
internal sealed record Verification(int Checked, IReadOnlyList<string> Wrong);
