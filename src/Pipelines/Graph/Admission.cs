namespace Tidings.Pipelines.Graph;

/// <summary>What became of an item that was offered to an edge.</summary>
internal enum Admission
{
    /// <summary>It waits in the edge.</summary>
    Stored,

    /// <summary>It was merged into one that waits.</summary>
    Merged,

    /// <summary>It was dropped and counted.</summary>
    Dropped,

    /// <summary>There is no room; the one who offers has to wait.</summary>
    Full,
}
