using Tidings.Benchmarks.Support;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Content;
using Tidings.Blocks.Download;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Stages;

/// <summary>The download block with one holder that answers every request, and a pool that lets go of what it got.</summary>
internal sealed class DownloadRig
{
    private readonly ByteLedger _ledger = Contents.Ledger();
    private readonly StageRig<DownloadInput, DownloadOutput<Note>> _stage;
    private readonly Queue<BandwidthInput> _sends = new();
    private readonly Advert _advert;
    private readonly ArtifactContent _source;

    public DownloadRig(int bytes)
    {
        (_advert, _source) = Contents.Make(bytes);
        _stage = new StageRig<DownloadInput, DownloadOutput<Note>>(
            context => DownloadBlock.Create(
                new DownloadSettings<Note>
                {
                    Kind = Some.Kind,
                    Limits = Contents.Limits,
                    Options = new DownloadOptions(),
                    Codec = new NoteCodec(),
                    Contents = Contents.Store,
                    Pool = new OpenPool(),
                    Offences = new NoOffences(),
                    Statistics = new DownloadStatistics(),
                    Wake = new ActingSignal<DownloadWake>(),
                    Finished = new ActingSignal<PrioritizeFinished>(),
                },
                context),
            Take);
        _stage.Post(new DownloadPeer(Some.Joined(1)));
    }

    public int Candidates { get; private set; }

    /// <summary>The artifact is ordered, asked for chunk by chunk, and complete.</summary>
    public void Fetch()
    {
        Order(null);
        while (_sends.TryDequeue(out var send))
        {
            switch (send)
            {
                case Demand demand:
                    var grant = new Grant(demand.Peer, demand.Session, demand.Lane, demand.Class, demand.Bytes);
                    _stage.Post(new DownloadGranted(new Grants([grant])));
                    break;
                case OutboundMessage { Message: RequestsMessage requests }:
                    foreach (var request in requests.Requests)
                    {
                        Answer(request);
                    }

                    break;
            }

            _stage.Run();
        }
    }

    /// <summary>The artifact is ordered with its bytes.</summary>
    public void TakePush() => Order(new PushedBody(Contents.Frame(_ledger, 1, _source.Chunk(0).Span), Some.Node(1)));

    private void Order(PushedBody? body)
    {
        var reservation = _ledger.Downloads(Some.Kind).TryReserve(Some.Node(1), _advert.Size, FetchPriority.Fetch)!;
        _stage.Post(new DownloadOrdered(new StartDownload(_advert, FetchPriority.Fetch, [new HolderCommit(Some.Node(1), 1)], reservation, body)));
        _stage.Run();
    }

    private void Answer(ChunkRequest request)
    {
        var frame = Contents.Frame(_ledger, 1, _source.Chunk((int)request.Chunk).Span);
        var chunk = new ChunkMessage(Some.Kind, request.Request, request.Chunk, _source.Proof((int)request.Chunk), frame.Memory);
        _stage.Post(new DownloadAnswer(Some.From(1, chunk, frame)));
    }

    private void Take(DownloadOutput<Note> output)
    {
        switch (output)
        {
            case Downloaded<Note> { Candidate: var candidate }:
                Candidates++;
                candidate.Content.Release();
                candidate.Reservation?.Dispose();
                break;
            case DownloadSends<Note> { Item: var item }:
                _sends.Enqueue(item);
                break;
        }
    }
}
