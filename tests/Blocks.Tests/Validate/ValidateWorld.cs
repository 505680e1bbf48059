using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;
using Tidings.Blocks.Tests.Move;
using Tidings.Blocks.Validate;
using Tidings.Contract;

namespace Tidings.Blocks.Tests.Validate;

/// <summary>The validate stage of the kind "note" beside a kind "other", alone in virtual time.</summary>
internal sealed class ValidateWorld
{
    private readonly MoveWorld _candidates = new(slots: 1000);
    private readonly StageAlone<Candidate<Note>, Judged<Note>> _stage;

    public ValidateWorld(ScriptedValidator validator, ValidateOptions? options = null, CancellationToken stopping = default)
    {
        var pools = new PoolDirectory(new Dictionary<string, IPoolFacts> { ["note"] = Notes, ["other"] = Others });
        _stage = new StageAlone<Candidate<Note>, Judged<Note>>(
            context => ValidateBlock.Create("note", validator, options ?? new ValidateOptions(), pools, context), stopping: stopping);
    }

    public FakeFacts Notes { get; } = new();

    public FakeFacts Others { get; } = new();

    public VirtualWorld World => _stage.World;

    public IReadOnlyList<string> Verdicts => [.. _stage.Output.Select(judged => $"{judged.Candidate.Artifact.Number} {VerdictNames.Of(judged.Verdict)}")];

    public IReadOnlyList<CountedContent> Contents => _candidates.Contents;

    public Candidate<Note> Post(int number, FetchPriority priority = FetchPriority.Fetch)
    {
        var candidate = _candidates.Candidate(number, priority: priority);
        _stage.Post(candidate);
        return candidate;
    }

    public void PostAgain(Candidate<Note> candidate) => _stage.Post(candidate);

    public void RunFor(double seconds) => _stage.RunFor(TimeSpan.FromSeconds(seconds));

    public void Complete() => _stage.Complete();
}
