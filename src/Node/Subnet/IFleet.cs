namespace Tidings.Node.Subnet;

/// <summary>The nodes of a run, in this process or in processes of their own. Disposing stops them.</summary>
internal interface IFleet : IAsyncDisposable
{
    IReadOnlyList<IFleetNode> Nodes { get; }

    /// <summary>Processes besides this one whose processor time and memory count.</summary>
    bool IsSeparateProcesses { get; }
}
