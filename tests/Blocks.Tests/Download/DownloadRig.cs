using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Content;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Download;
using Tidings.Blocks.Move;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Tests.Content;
using Tidings.Blocks.Tests.Move;
using Tidings.Blocks.Tests.Prioritize;
using Tidings.Blocks.Wire;
using Tidings.Contract;

namespace Tidings.Blocks.Tests.Download;

/// <summary>The download block alone in virtual time, with one artifact that peers can send it.</summary>
internal sealed class DownloadRig
{
    private static readonly SignalKey<PrioritizeFinished> FinishedKey = new("file/prioritize/finished");
    private static readonly SignalKey<DownloadWake> WakeKey = new("file/download/wake");

    private readonly StageAlone<DownloadInput, DownloadOutput<Blob>> _stage;
    private readonly ContentResult _source;

    public DownloadRig(byte[] bytes, long? rank = null)
    {
        _source = TestContents.Make(bytes);
        Advert = new Advert(_source.Id, bytes.Length, rank ?? bytes[0], Ids.Node(1));
        _stage = StageAlone.Of<DownloadInput, DownloadOutput<Blob>>(context => Make(context, Pool, Offences, Statistics));
    }

    public Advert Advert { get; }

    public BufferWorld Pool { get; } = new() { Places = 100 };

    public FakeOffences Offences { get; } = new();

    public DownloadStatistics Statistics { get; } = new();

    public TestBuffers Frames { get; } = new();

    public VirtualWorld World => _stage.World;

    public IReadOnlyList<Candidate<Blob>> Candidates => [.. _stage.Output.OfType<Downloaded<Blob>>().Select(downloaded => downloaded.Candidate)];

    public IReadOnlyList<BandwidthInput> Sent => [.. _stage.Output.OfType<DownloadSends<Blob>>().Select(sends => sends.Item)];

    public IReadOnlyList<ChunkRequest> Requests =>
        [.. Sent.OfType<OutboundMessage>().Select(message => message.Message).OfType<RequestsMessage>().SelectMany(message => message.Requests)];

    public IReadOnlyList<DownloadOutcome> Outcomes => [.. _stage.Signals.Raised(FinishedKey).SelectMany(raised => raised.Downloads).Select(download => download.Outcome)];

    public static System.Threading.Tasks.Dataflow.IPropagatorBlock<DownloadInput, DownloadOutput<Blob>> Make(
        StageContext context, IPoolStatus pool, IOffenceSink offences, DownloadStatistics statistics) =>
        DownloadBlock.Create(
            new DownloadSettings<Blob>
            {
                Kind = TestContents.Kind,
                Limits = TestContents.KindOfFiles,
                Options = new DownloadOptions(),
                Codec = new BlobCodec(),
                Contents = TestContents.Store,
                Pool = pool,
                Offences = offences,
                Statistics = statistics,
                Wake = context.Signal(WakeKey),
                Finished = context.Signal(FinishedKey),
            },
            context);

    public void Post(DownloadInput input) => _stage.Post(input);

    public void Join(int peer) => Post(new DownloadPeer(new PeerJoined(Ids.Node(peer), peer, 1, [])));

    public void Start(byte[]? body, params int[] holders)
    {
        Pool.TryReservePlace(Advert);
        var pushed = body is null ? null : new PushedBody(Frames.Of(body), Ids.Node(1));
        var commits = holders.Select(peer => new HolderCommit(Ids.Node(peer), 1)).ToArray();
        Post(new DownloadOrdered(new StartDownload(Advert, FetchPriority.Fetch, commits, Pool.TryReserve(default, Advert.Size, FetchPriority.Fetch)!, pushed)));
    }

    public void Hold(int peer) =>
        Post(new DownloadOrdered(new ChangeHolders([new HolderChange(Advert, Ids.Node(peer), peer, 1, IsHolder: true, null)])));

    public void Grant(int peer, int bytes = 4096) =>
        Post(new DownloadGranted(new Grants([new Grant(Ids.Node(peer), peer, 0, FetchPriority.Fetch, bytes)])));

    public void Chunk(int peer, ChunkRequest request, bool isRight = true)
    {
        var frame = Frames.Of(_source.Content!.Chunk((int)request.Chunk).Span);
        if (!isRight)
        {
            frame.Memory.Span[^1] ^= 1;
        }

        var chunk = new ChunkMessage(TestContents.Kind, request.Request, request.Chunk, _source.Content.Proof((int)request.Chunk), frame.Memory);
        Post(new DownloadAnswer(new DecodedMessage(Ids.Node(peer), peer, 0, TestContents.Kind, chunk, frame)));
    }

    public void End(int peer, ulong request, EndReason reason)
    {
        var ends = new EndMessage(TestContents.Kind, [new RequestEnd(request, reason, 0)]);
        Post(new DownloadAnswer(new DecodedMessage(Ids.Node(peer), peer, 0, TestContents.Kind, ends, Frames.Of([]))));
    }

    /// <summary>Runs on, with the wake signal delivered as a graph would.</summary>
    public void WakeFor(TimeSpan time)
    {
        for (var end = World.Now + time; World.Now < end;)
        {
            World.RunFor(TimeSpan.FromMilliseconds(10));
            Post(new DownloadWake());
        }
    }

    public void Complete() => _stage.Complete();
}
