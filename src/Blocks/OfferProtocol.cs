namespace Tidings.Blocks;

/// <summary>What the sources of a graph share.</summary>
internal static class OfferProtocol
{
    /// <summary>When to offer again what a block declined without saying that it will come back for it. Blocks of TPL Dataflow never do so.</summary>
    public static readonly TimeSpan OfferAgainAfter = TimeSpan.FromMilliseconds(5);
}
