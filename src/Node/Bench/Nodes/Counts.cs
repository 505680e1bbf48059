using Tidings.Node.Files;
using Tidings.Runtime.Hosting;

namespace Tidings.Node.Bench.Nodes;

/// <summary>What nodes of this process have moved and used.</summary>
internal static class Counts
{
    public static SubjectCounters Of(IReadOnlyList<INode> nodes)
    {
        var kinds = nodes.Select(node => node.Kinds.Single(kind => kind.Kind == FileKind.Name));
        return SubjectCounters.Here(
            nodes.Sum(node => node.Peers.Sum(peer => peer.BytesSent)),
            kinds.Sum(kind => kind.BytesKept + kind.DuplicateBytes));
    }
}
