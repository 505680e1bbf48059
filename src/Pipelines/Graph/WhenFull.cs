namespace Tidings.Pipelines.Graph;

/// <summary>What an edge does with an item that it has no room for.</summary>
public enum WhenFull
{
    /// <summary>The stage before it waits; nothing is lost. The default.</summary>
    Wait,

    /// <summary>The item is dropped and counted; the stage before it goes on.</summary>
    DropNewest,

    /// <summary>
    /// An item whose key already waits is merged into the waiting one, which keeps its place; one with a new key waits for room. An edge as large as the
    /// number of keys never makes the stage before it wait.
    /// </summary>
    Coalesce,
}
