namespace Tidings.Pipelines.Graph;

/// <summary>An edge of a running graph, whatever flows in it. Thread-safe.</summary>
internal interface IEdge
{
    /// <summary><c>from -> to</c>, as in the description.</summary>
    string Name { get; }

    /// <summary>The name of the stage behind it.</summary>
    string To { get; }

    EdgeSnapshot Snapshot();

    /// <summary>Starts to deliver, on the graph's scheduler.</summary>
    void Start();

    /// <summary>Nothing new comes in; what waits is still delivered.</summary>
    void Complete();

    /// <summary>Drops what waits, and from now on what comes, and counts it.</summary>
    void Close();

    /// <summary>The block behind the edge has ended by itself: what is on offer is offered once more, so that the edge learns it.</summary>
    void TargetEnded();
}
