using Tidings.Benchmarks.Support;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Download;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;

namespace Tidings.Benchmarks.Prioritize;

/// <summary>A buffer with the real budget and a policy that fetches everything; starts are kept until they are finished.</summary>
internal sealed class BufferRig(PrioritizeOptions options)
{
    private readonly PriorityBuffer _buffer = Make(options);
    private readonly Queue<StartDownload> _started = new();

    public int Waiting => _buffer.Count - _buffer.Started;

    public void Hear(long artifact) =>
        Handle(new PrioritizeHolders(new HoldersChanged([new HolderChange(Some.Advert(artifact), Peer(artifact), 1, 1, true, null)])));

    /// <summary>The oldest download is complete, and by now its holder has another artifact in the slot.</summary>
    public void FinishAndForget()
    {
        var start = _started.Dequeue();
        start.Dispose();
        Handle(new PrioritizeFinished([new FinishedDownload(start.Advert, DownloadOutcome.Complete)]));
        Handle(new PrioritizeHolders(new HoldersChanged([new HolderChange(start.Advert, start.Holders[0].Peer, 1, 1, false, null)])));
    }

    private static NodeId Peer(long artifact) => Some.Node(1 + (int)(artifact % 7));

    private static PriorityBuffer Make(PrioritizeOptions options) =>
        new(options, Contents.Limits, Contents.Ledger().Downloads(Some.Kind), new OpenPool(), new FetchesAll());

    private void Handle(PrioritizeInput input)
    {
        foreach (var order in _buffer.Handle(input, TimeSpan.Zero).ToOrders())
        {
            if (order is StartDownload start)
            {
                _started.Enqueue(start);
            }
        }
    }

    private sealed class FetchesAll : IAdvertJudge
    {
        public SnapshotOutcome Refresh(long poolVersion) => SnapshotOutcome.Grown;

        public FetchPriority Judge(Advert advert) => FetchPriority.Fetch;
    }
}
