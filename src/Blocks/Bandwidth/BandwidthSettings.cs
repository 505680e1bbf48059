using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Limits;

namespace Tidings.Blocks.Bandwidth;

/// <summary>The options, and what the kinds add to them.</summary>
/// <param name="Options">The limits.</param>
/// <param name="Weights">Weight of each kind; a kind that is not named weighs 1.</param>
/// <param name="ChunkBytes">The largest chunk frame of any kind: the room that a lane has for chunks, and the most that one grant gives.</param>
internal sealed record BandwidthSettings(BandwidthOptions Options, IReadOnlyDictionary<string, int> Weights, int ChunkBytes)
{
    public static BandwidthSettings Of(BandwidthOptions options, IEnumerable<KeyValuePair<string, KindLimits>> kinds)
    {
        var all = kinds.ToList();
        return new BandwidthSettings(
            options,
            all.ToDictionary(kind => kind.Key, kind => kind.Value.Weight, StringComparer.Ordinal),
            all.Select(kind => kind.Value.ChunkSize).DefaultIfEmpty(0).Max() + ByteLedger.ChunkFrameOverhead);
    }
}
