using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Move;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Publish;
using Tidings.Contract;

namespace Tidings.Blocks.Tests.Move;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MoveBlockTests
{
    private static readonly SignalKey<DedupePool> Status = new("status");
    private static readonly SignalKey<PrioritizeWake> Pool = new("pool");
    private static readonly SignalKey<bool> Wake = new("wake");

    private readonly MoveWorld _world = new();
    private readonly FakeOffences _offences = new();
    private readonly StageAlone<MoveInput<Note>, PublishInput> _stage;

    public MoveBlockTests() => _stage = new(context => MoveBlock.Create(Settings(_world, _offences, context), context));

    [Test]
    public void Gains_and_losses_go_on_and_the_other_stages_hear_of_them()
    {
        _stage.Post(new Verdicts<Note>(new Judged<Note>(_world.Candidate(1), Verdict.Accept)));
        _stage.Post(new RemoveIds<Note>([MoveWorld.Id(1)], new()));
        Assert.That(_stage.Output.Cast<PublishChanges>().SelectMany(changes => changes.Changes).Select(change => change.IsHeld), Is.EqualTo(new[] { true, false }));
        Assert.That(_stage.Signals.Raised(Status).Select(status => status.Ids!.Single()), Is.EqualTo(new[] { MoveWorld.Id(1), MoveWorld.Id(1) }));
        Assert.That(_stage.Signals.Raised(Pool), Has.Count.EqualTo(2));
    }

    [Test]
    public void What_is_wanted_again_is_said_to_the_publish_stage()
    {
        _stage.Post(new ReleaseId<Note>(MoveWorld.Id(1)));
        Assert.That(_stage.Output.Cast<PublishReleased>().Single().Ids, Is.EqualTo(new[] { MoveWorld.Id(1) }));
    }

    [Test]
    public void A_rejection_is_reported_and_forgotten_by_the_stage_s_own_wake()
    {
        _stage.Post(new Verdicts<Note>(new Judged<Note>(_world.Candidate(1, advertisers: [MoveWorld.Peer(4)]), Verdict.Reject("wrong"))));
        Assert.That(_offences.Reported, Is.EqualTo(new[] { (MoveWorld.Peer(4), Offence.Invalid, "wrong") }));
        Assert.That(_stage.Signals.Raised(Wake), Is.Empty);
        _stage.RunFor(_world.Options.RefusedFor + TimeSpan.FromSeconds(1));
        Assert.That(_stage.Signals.Raised(Wake), Is.Not.Empty);
    }

    [Test]
    public void A_hook_that_throws_ends_the_stage_and_whoever_waits_is_told([Values] bool byCancelling)
    {
        _world.Pool.Throws = byCancelling ? new OperationCanceledException() : new InvalidDataException();
        var published = new TaskCompletionSource<PublishOutcome>();
        _stage.Post(new PublishLocal<Note>(MoveWorld.Advert(1), new Note(1, 0), new CountedContent(100), null, published));
        _stage.World.RunUntil(() => _stage.Block.Completion.IsCompleted, TimeSpan.FromSeconds(1));
        Assert.That(_stage.Block.Completion.IsFaulted);
        Assert.That(published.Task.IsFaulted);
    }

    internal static MoveSettings<Note> Settings(MoveWorld world, FakeOffences offences, StageContext context) => new()
    {
        Kind = MoveWorld.Kind,
        Pool = world.Pool,
        Options = world.Options,
        Holders = world.Holders,
        Offences = offences,
        StatusChanged = context.Signal(Status),
        PoolChanged = context.Signal(Pool),
        Wake = context.Signal(Wake),
    };
}
