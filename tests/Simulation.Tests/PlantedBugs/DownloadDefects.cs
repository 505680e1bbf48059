using System.Runtime.InteropServices;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Content;
using Tidings.Blocks.Download;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Wire;
using Tidings.Runtime.Peers;

namespace Simulation.Tests.PlantedBugs;

/// <summary>What is known of answers that come too late: their chunk was taken from another holder, or their session is over.</summary>
internal abstract class LateAnswers<T> : Defect<DownloadInput, DownloadOutput<T>>
    where T : IArtifact<T>
{
    private readonly Dictionary<ulong, (ArtifactId Id, uint Chunk)> _asked = [];
    private readonly HashSet<(ArtifactId Id, uint Chunk)> _here = [];
    private readonly Dictionary<NodeId, long> _sessions = [];

    public override IEnumerable<DownloadInput> Hear(DownloadInput input)
    {
        switch (input)
        {
            case DownloadOrdered ordered:
                foreach (var start in ordered.Orders.OfType<StartDownload>())
                {
                    _here.RemoveWhere(here => here.Id == start.Advert.Id);
                }

                break;
            case DownloadPeer { Event: PeerJoined joined }:
                _sessions[joined.Peer] = joined.Session;
                break;
            case DownloadPeer { Event: PeerLeft left }:
                _sessions.Remove(left.Peer);
                break;
            case DownloadAnswer { Message: { Body: ChunkMessage chunk } message } when IsLate(message, chunk):
                return Late(input, message, chunk);
        }

        return [input];
    }

    public override IEnumerable<DownloadOutput<T>> Say(DownloadOutput<T> output)
    {
        if (output is DownloadSends<T> { Item: OutboundMessage { Message: RequestsMessage requests } })
        {
            foreach (var request in requests.Requests)
            {
                _asked[request.Request] = (request.Id, request.Chunk);
            }
        }

        return [output];
    }

    protected abstract IEnumerable<DownloadInput> Late(DownloadInput input, DecodedMessage message, ChunkMessage chunk);

    private bool IsLate(DecodedMessage message, ChunkMessage chunk) =>
        _sessions.GetValueOrDefault(message.Peer) != message.Session || (_asked.TryGetValue(chunk.Request, out var asked) && !_here.Add(asked));
}

/// <summary>The buffer of a late chunk is not given back.</summary>
internal sealed class LateBufferLeaks<T> : LateAnswers<T>
    where T : IArtifact<T>
{
    protected override IEnumerable<DownloadInput> Late(DownloadInput input, DecodedMessage message, ChunkMessage chunk) => [];
}

/// <summary>A late chunk is taken for one that was never asked for.</summary>
internal sealed class LateIsBlamed<T>(Life life) : LateAnswers<T>
    where T : IArtifact<T>
{
    protected override IEnumerable<DownloadInput> Late(DownloadInput input, DecodedMessage message, ChunkMessage chunk)
    {
        life.Node.Get<PeerBasis>().Offences.Report(message.Peer, Offence.UnaskedChunk, $"request {chunk.Request}");
        return [input];
    }
}

/// <summary>A late chunk is written over what was taken from another holder: the buffer had been given back twice.</summary>
internal sealed class LateIsWrittenOver<T> : LateAnswers<T>
    where T : IArtifact<T>
{
    private ArtifactContent? _last;

    public override IEnumerable<DownloadOutput<T>> Say(DownloadOutput<T> output)
    {
        _last = (output as Downloaded<T>)?.Candidate.Content ?? _last;
        return base.Say(output);
    }

    protected override IEnumerable<DownloadInput> Late(DownloadInput input, DecodedMessage message, ChunkMessage chunk)
    {
        if (_last is { } content && content.TryAddReference())
        {
            var kept = MemoryMarshal.AsMemory(content.Chunk(0)).Span;
            chunk.Data.Span[..Math.Min(kept.Length, chunk.Data.Length)].CopyTo(kept);
            content.Release();
        }

        return [input];
    }
}

/// <summary>At the stop the stage waits for answers of a peer that has left.</summary>
internal sealed class WaitsForTheGone<T> : Defect<DownloadInput, DownloadOutput<T>>
    where T : IArtifact<T>
{
    private readonly Dictionary<NodeId, int> _owed = [];
    private bool _waits;

    public override bool Ends => !_waits;

    public override IEnumerable<DownloadInput> Hear(DownloadInput input)
    {
        switch (input)
        {
            case DownloadAnswer { Message: { Body: ChunkMessage } message }:
                _owed[message.Peer] = _owed.GetValueOrDefault(message.Peer) - 1;
                break;
            case DownloadAnswer { Message: { Body: EndMessage ends } message }:
                _owed[message.Peer] = _owed.GetValueOrDefault(message.Peer) - ends.Ends.Count;
                break;
            case DownloadPeer { Event: PeerLeft left } when _owed.GetValueOrDefault(left.Peer) > 0:
                _waits = true;
                break;
        }

        return [input];
    }

    public override IEnumerable<DownloadOutput<T>> Say(DownloadOutput<T> output)
    {
        if (output is DownloadSends<T> { Item: OutboundMessage { Message: RequestsMessage requests } message })
        {
            _owed[message.Peer] = _owed.GetValueOrDefault(message.Peer) + requests.Requests.Count;
        }

        return [output];
    }
}

/// <summary>"Busy" is read as "not found": the holder is left for good.</summary>
internal sealed class BusyIsNotFound<T> : Defect<DownloadInput, DownloadOutput<T>>
    where T : IArtifact<T>
{
    public override IEnumerable<DownloadInput> Hear(DownloadInput input) =>
        input is DownloadAnswer { Message: { Body: EndMessage ends } message }
            ? [new DownloadAnswer(new DecodedMessage(message.Peer, message.Session, message.Lane, message.Kind, Misread(ends), message.Buffer))]
            : [input];

    private static EndMessage Misread(EndMessage ends) =>
        ends with { Ends = [.. ends.Ends.Select(static end => end.Reason == EndReason.Busy ? end with { Reason = EndReason.NotFound } : end)] };
}
