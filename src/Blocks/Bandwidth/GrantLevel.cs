using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Bandwidth;

/// <summary>
/// The order of grants: requests, then adverts, then chunks by class. While more urgent bytes never end, adverts keep a quarter, chunks of each class
/// from the most urgent down a quarter, an eighth and a sixteenth.
/// </summary>
internal static class GrantLevel
{
    /// <summary>The inverse of each level's share.</summary>
    public static readonly IReadOnlyList<int> Shares = [0, 4, 4, 8, 16];

    /// <summary>The inverse of each class's share where only chunks compete.</summary>
    public static readonly IReadOnlyList<int> ClassShares = [0, 8, 16];

    public static int Of(FlowRole role, FetchPriority priority) => role switch
    {
        FlowRole.Download => 0,
        FlowRole.Publish => 1,
        _ => 2 + OfClass(priority),
    };

    public static int OfClass(FetchPriority priority) => priority switch
    {
        FetchPriority.FetchNow => 0,
        FetchPriority.Fetch => 1,
        _ => 2,
    };
}
