using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Byzantine;

public static partial class Rewirings
{
    /// <summary>Answers with bytes that are not those of the id, and pushes such bytes too.</summary>
    /// <typeparam name="T">The artifact.</typeparam>
    /// <param name="graph">The liar's.</param>
    /// <param name="branch">The kind.</param>
    /// <param name="rate">Probability that a chunk or a pushed artifact is wrong, 0 to 1. Default 1.</param>
    /// <param name="bites">Called for every frame with wrong bytes.</param>
    public static GraphBlueprint ServeWrongBytes<T>(this GraphBlueprint graph, Branch<T> branch, double rate = 1, Action? bites = null)
        where T : IArtifact<T> => graph.Change(branch, "wrong-bytes", (message, context) =>
    {
        WireMessage? wrong = message.Message switch
        {
            _ when context.Random.NextDouble() >= rate => null,
            ChunkMessage chunk => Spoil(chunk),
            SlotsMessage slots => Spoil(slots),
            _ => null,
        };
        Tell(wrong is not null, bites);
        return wrong;
    });

    /// <summary>Answers with right bytes, but for one chunk of every artifact that has several: the second one is wrong.</summary>
    /// <typeparam name="T">The artifact.</typeparam>
    /// <param name="graph">The liar's.</param>
    /// <param name="branch">The kind.</param>
    /// <param name="bites">Called for every wrong chunk.</param>
    public static GraphBlueprint ServeOneWrongChunk<T>(this GraphBlueprint graph, Branch<T> branch, Action? bites = null)
        where T : IArtifact<T> => graph.Change(branch, "wrong-chunk", (message, _) =>
    {
        var wrong = message.Message is ChunkMessage { Chunk: 1 } chunk ? Spoil(chunk) : null;
        Tell(wrong is not null, bites);
        return wrong;
    });

    // The lease stays: it is of the right bytes, which the lane gives back when the wrong ones are written.
    private static ChunkMessage Spoil(ChunkMessage chunk) => chunk with { Data = Spoil(chunk.Data) };

    private static SlotsMessage? Spoil(SlotsMessage slots) => slots.Updates.Any(static update => update.Body is not null)
        ? slots with { Updates = [.. slots.Updates.Select(static update => update.Body is { } body ? update with { Body = Spoil(body) } : update)] }
        : null;

    private static ReadOnlyMemory<byte> Spoil(ReadOnlyMemory<byte> bytes)
    {
        var wrong = bytes.ToArray();
        if (wrong.Length > 0)
        {
            wrong[^1] ^= 1;
        }

        return wrong;
    }
}
