namespace Tidings.Blocks.Wire;

/// <summary>
/// The anti-entropy digests: sums modulo 2^64 of mixed entries, so that one change is one subtraction and one addition. The mixer is the
/// finalizer of splitmix64 (Steele, Lea, Flood 2014). They find loss, not lies: a peer that lies in them harms its own table alone.
/// </summary>
internal static class SlotDigest
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>What one told slot adds to the digest of its page.</summary>
    public static ulong OfSlot(uint slot, ulong commit) => Finish(unchecked(Finish(unchecked(slot + Golden)) + commit));

    /// <summary>What one held commit adds to the digest of held marks.</summary>
    public static ulong OfCommit(ulong commit) => Finish(unchecked(commit + Golden));

    /// <summary>What one short mark adds to the digest of short marks.</summary>
    public static ulong OfShortMark(ulong shortId) => OfCommit(shortId);

    public static uint PageOf(uint slot) => slot / WireLimits.SlotsPerPage;

    private static ulong Finish(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
