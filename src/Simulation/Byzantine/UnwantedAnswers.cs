using System.Threading.Tasks.Dataflow;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Download;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Byzantine;

/// <summary>Keeps answers to made-up requests from a liar's own download stage, which would blame those who gave them and end the session.</summary>
internal static class UnwantedAnswers
{
    public static GraphBlueprint Ignore<T>(this GraphBlueprint graph, Branch<T> branch, Func<NodeId, ulong, bool> isUnwanted)
        where T : IArtifact<T> => graph.Before(branch.Download).Insert("unwanted-answers", context => new TransformManyBlock<DownloadInput, DownloadInput>(
            input => input is DownloadAnswer { Message: var message } ? Wanted(message, number => !isUnwanted(message.Peer, number)) : [input],
            context.Bounded(1)));

    private static DownloadInput[] Wanted(DecodedMessage message, Func<ulong, bool> isWanted)
    {
        switch (message.Body)
        {
            case ChunkMessage chunk when !isWanted(chunk.Request):
                message.Dispose();
                return [];
            case EndMessage ends:
                message.Dispose();
                RequestEnd[] left = [.. ends.Ends.Where(end => isWanted(end.Request))];
                return left.Length == 0 ? [] : [new DownloadAnswer(Without(message, ends with { Ends = left }))];
            default:
                return [new DownloadAnswer(message)];
        }
    }

    private static DecodedMessage Without(DecodedMessage message, EndMessage ends) =>
        new(message.Peer, message.Session, message.Lane, message.Kind, ends, new RentedBuffer([], 0, owner: null));
}
