using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;

namespace Tidings.Simulation.Checks.Records;

/// <summary>How an item of an edge is read that goes to a move stage, whatever its artifact.</summary>
/// <typeparam name="TItem">The edge's type.</typeparam>
internal static class MoveReading<TItem>
{
    /// <summary>Null for the type of any other edge.</summary>
    public static Action<TItem, KindRecord>? Read { get; } = Make();

    private static Action<TItem, KindRecord>? Make() =>
        typeof(TItem) is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(MoveInput<>)
            ? (Action<TItem, KindRecord>)Delegate.CreateDelegate(typeof(Action<TItem, KindRecord>), MoveReading.Method.MakeGenericMethod(type.GetGenericArguments()))
            : null;
}

/// <summary>What the checkers want to know of the inputs of a move stage.</summary>
internal static class MoveReading
{
    public static System.Reflection.MethodInfo Method { get; } =
        ((Action<MoveInput<NoArtifact>, KindRecord>)Read).Method.GetGenericMethodDefinition();

    private static void Read<T>(MoveInput<T> input, KindRecord kind)
        where T : IArtifact<T>
    {
        switch (input)
        {
            case Arrived<T> arrived:
                kind.Arrived(arrived.Candidate.Id, arrived.Candidate.Content);
                break;
            case Verdicts<T> verdicts:
                kind.Judged(verdicts.Judged.Candidate.Id, verdicts.Judged.Verdict);
                break;
            case PublishLocal<T> publish:
                kind.Published(publish.Advert.Id, publish.Outcome.Task);
                break;
        }
    }

    private sealed record NoArtifact : IArtifact<NoArtifact>;
}
