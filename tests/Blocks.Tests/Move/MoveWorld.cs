using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Move;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Tests.Move;

/// <summary>A pool with its core, and candidates for it.</summary>
internal sealed class MoveWorld
{
    public const string Kind = "note";

    public MoveWorld(int slots = 8, long poolBytes = 1 << 20, PoolOptions? options = null)
    {
        Limits = new KindLimits { Slots = slots, PoolBytes = poolBytes, DownloadBytes = 1 << 20, ChunkSize = 1024 };
        Options = options ?? new PoolOptions();
        Ledger = new ByteLedger(new LedgerOptions(), [new(Kind, Limits)]);
        Pool.Attach(new PoolSettings(Kind, Limits, Options, Ledger.Pool(Kind), TimeProvider.System));
        Core = new MoveCore<Note>(Pool, Holders, Options, advert => advert.Rank > 9 ? FetchPriority.FetchNow : FetchPriority.Fetch);
    }

    public KindLimits Limits { get; }

    public PoolOptions Options { get; }

    public ByteLedger Ledger { get; }

    public NotePool Pool { get; } = new();

    public IPoolStatus Status => Pool;

    public FakeHolders Holders { get; } = new();

    public MoveCore<Note> Core { get; }

    public TimeSpan Now { get; set; }

    public List<CountedContent> Contents { get; } = [];

    public static ArtifactId Id(int number) => new(Hash(number));

    public static NodeId Peer(int number) => new(Hash(number + 1000));

    public static Advert Advert(int number, long rank = 0, long size = 100) => new(Id(number), size, rank, Peer(0));

    public Candidate<Note> Candidate(int number, long rank = 0, long size = 100, FetchPriority priority = FetchPriority.Fetch, params NodeId[] advertisers)
    {
        var content = new CountedContent(size);
        Contents.Add(content);
        return new Candidate<Note>(Advert(number, rank, size), new Note(number, rank), content, Peer(1), advertisers, priority)
        {
            Reservation = Ledger.Downloads(Kind).TryReserve(Peer(1), size, priority),
        };
    }

    public MoveEffects Judge(Candidate<Note> candidate, Verdict verdict) => Do(new Verdicts<Note>(new Judged<Note>(candidate, verdict)));

    public MoveEffects Accept(int number, long rank = 0, long size = 100) => Judge(Candidate(number, rank, size), Verdict.Accept);

    public (PublishOutcome Outcome, MoveEffects Effects) Publish(int number, long rank = 0, long size = 100)
    {
        var content = new CountedContent(size);
        Contents.Add(content);
        var outcome = new TaskCompletionSource<PublishOutcome>();
        var effects = Do(new PublishLocal<Note>(Advert(number, rank, size), new Note(number, rank), content, Ledger.Pool(Kind).TryReserve(size), outcome));
        return (outcome.Task.Result, effects);
    }

    public int Remove(params int[] numbers)
    {
        var removed = new TaskCompletionSource<int>();
        Do(new RemoveIds<Note>([.. numbers.Select(Id)], removed));
        return removed.Task.Result;
    }

    public int Purge(long rank)
    {
        var removed = new TaskCompletionSource<int>();
        Do(new PurgeBelow<Note>(rank, removed));
        return removed.Task.Result;
    }

    /// <summary>Handles an input and gives back what a publish stage would.</summary>
    public MoveEffects Do(MoveInput<Note> input)
    {
        var effects = new MoveEffects();
        Core.Handle(input, Now, effects);
        effects.Slots.ForEach(slot => slot.Content?.Release());
        return effects;
    }

    private static Hash256 Hash(int number)
    {
        var bytes = new byte[Hash256.Length];
        BitConverter.TryWriteBytes(bytes, number);
        return new Hash256(bytes);
    }
}
