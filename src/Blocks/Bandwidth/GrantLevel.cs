using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Bandwidth;

/// <summary>
/// The order of grants: requests, then adverts by class, then chunks by class. While more urgent bytes never end, adverts of each class from the most urgent down keep
/// an eighth, a quarter and a sixteenth, chunks a quarter, an eighth and a sixteenth.
/// </summary>
internal static class GrantLevel
{
    /// <summary>The inverse of each level's share.</summary>
    public static readonly IReadOnlyList<int> Shares = [0, 8, 4, 16, 4, 8, 16];

    /// <summary>The inverse of each class's share where only chunks compete.</summary>
    public static readonly IReadOnlyList<int> ClassShares = [0, 8, 16];

    public static int Of(FlowRole role, FetchPriority priority) => role switch
    {
        FlowRole.Download => 0,
        FlowRole.Publish => 1 + OfClass(priority),
        _ => 4 + OfClass(priority),
    };

    public static int OfClass(FetchPriority priority) => priority switch
    {
        FetchPriority.FetchNow => 0,
        FetchPriority.Fetch => 1,
        _ => 2,
    };
}
