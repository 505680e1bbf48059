using Tidings.Benchmarks.Support;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Move;

namespace Tidings.Benchmarks.Move;

/// <summary>A pool that holds so many artifacts of 1 KiB, with the memory of removed ids full: what a node has after a while.</summary>
internal sealed class PoolRig
{
    private readonly byte[] _bytes = Some.Bytes(Some.SmallBytes);
    private readonly PoolOptions _options = new();
    private readonly ByteLedger _ledger;
    private readonly MoveCore<Note> _core;
    private readonly MoveEffects _effects = new();

    public PoolRig(int held)
    {
        var limits = new KindLimits { Slots = held + 1024, PoolBytes = 4L << 30 };
        _ledger = new ByteLedger(new LedgerOptions { NodeBytes = 8L << 30 }, [new(Some.Kind, limits)]);
        Pool.Attach(new PoolSettings(Some.Kind, limits, _options, _ledger.Pool(Some.Kind), TimeProvider.System));
        _core = new MoveCore<Note>(Pool, new HolderIndex(new DedupeOptions()), _options, static _ => FetchPriority.Fetch);
        for (var i = 0; i < _options.RefusedMax; i++)
        {
            Pool.Remember(Some.Id(-1 - i), ArtifactStatus.Withdrawn, TimeSpan.FromTicks(i));
        }

        for (var i = 0; i < held; i++)
        {
            Accept();
        }
    }

    public InMemoryArtifactPool<Note> Pool { get; } = new();

    public IPoolStatus Status => Pool;

    public long Newest { get; private set; }

    public long Oldest { get; private set; }

    /// <summary>A candidate arrives, and its verdict follows.</summary>
    public void Accept()
    {
        var candidate = Candidate();
        Handle(new Arrived<Note>(candidate));
        Handle(new Verdicts<Note>(new Judged<Note>(candidate, Verdict.Accept)));
    }

    public Candidate<Note> Candidate()
    {
        var advert = Some.Advert(Newest++);
        return new Candidate<Note>(advert, Note.Any, new SharedContent(_bytes), Some.Node(1), [Some.Node(1)], FetchPriority.Fetch)
        {
            Reservation = _ledger.Downloads(Some.Kind).TryReserve(Some.Node(1), advert.Size, FetchPriority.Fetch),
        };
    }

    public RemoveIds<Note> RemoveOldest() => new([Some.Id(Oldest++)], new TaskCompletionSource<int>());

    public void Handle(MoveInput<Note> input)
    {
        _core.Handle(input, TimeSpan.FromSeconds(1), _effects);
        foreach (var change in _effects.Slots)
        {
            change.Content?.Release();
        }

        _effects.Clear();
    }
}
