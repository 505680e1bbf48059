using System.Threading.Tasks.Dataflow;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Download;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Serve;
using Tidings.Blocks.Wire;
using Tidings.Node.Files;
using Tidings.Pipelines;
using Tidings.Pipelines.DependencyInjection;

namespace Tidings.Node.Tests.Subnet;

/// <summary>What makes a node lie, hold back, stall or count: edits of its own graph, in public verbs.</summary>
internal static class Rewirings
{
    /// <summary>Every chunk that it serves has one wrong byte.</summary>
    public static void ServeWrongBytes(ITidingsBuilder node) => node.ConfigureGraph(graph => graph.After(FileKind.Branch.Serve).Insert(
        "lie", context => new TransformBlock<BandwidthInput, BandwidthInput>(Spoil, context.Bounded(1))));

    /// <summary>Advertises and never answers.</summary>
    public static void ServeNothing(ITidingsBuilder node) => node.ConfigureGraph(graph => graph.Replace(
        FileKind.Branch.Serve, context => new TransformManyBlock<ServeInput, BandwidthInput>(Swallow, context.Bounded())));

    /// <summary>Chunks leave only once the gate is open; tells when one waits there.</summary>
    public static Action<ITidingsBuilder> HoldChunksBackUntil(Task gate, Action? onHeld = null) => node => node.ConfigureGraph(graph => graph.After(FileKind.Branch.Serve).Insert(
        "hold", context => new TransformBlock<BandwidthInput, BandwidthInput>(
            async item =>
            {
                if (item is OutboundMessage { Message: ChunkMessage })
                {
                    onHeld?.Invoke();
                    await gate;
                }

                return item;
            },
            context.Bounded(1))));

    /// <summary>Reads nothing from anybody while the gate is closed.</summary>
    public static Action<ITidingsBuilder> StallWhile(Func<Task> gate) => node => node.ConfigureGraph(graph => graph.After(Stages.Receive).Insert(
        "stall", context => new TransformBlock<PeerMessage, PeerMessage>(
            async message =>
            {
                await gate();
                return message;
            },
            context.Bounded(1))));

    /// <summary>Tells the bytes of every chunk that reaches the download stage.</summary>
    public static Action<ITidingsBuilder> TapChunks(Action<int> onBytes) => node => node.ConfigureGraph(graph => graph.Before(FileKind.Branch.Download).Insert(
        "tap", context => new TransformBlock<DownloadInput, DownloadInput>(
            item =>
            {
                if (item is DownloadAnswer { Message.Body: ChunkMessage chunk })
                {
                    onBytes(chunk.Data.Length);
                }

                return item;
            },
            context.Bounded(1))));

    private static BandwidthInput Spoil(BandwidthInput item)
    {
        if (item is not OutboundMessage { Message: ChunkMessage chunk } message)
        {
            return item;
        }

        var data = chunk.Data.ToArray();
        data[^1] ^= 1;
        return message with { Message = chunk with { Data = data } };
    }

    private static IEnumerable<BandwidthInput> Swallow(ServeInput input)
    {
        (input as ServeMessage)?.Message.Buffer.Dispose();
        return [];
    }
}
