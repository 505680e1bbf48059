namespace Tidings.Node.Subnet;

/// <summary>The nodes of a run, in this process or in processes of their own. Disposing stops them.</summary>
internal interface IFleet : IAsyncDisposable
{
    IReadOnlyList<IFleetNode> Nodes { get; }

    /// <summary>Whether each node has a process of its own, whose processor time and memory count by themselves.</summary>
    bool IsSeparateProcesses { get; }
}
