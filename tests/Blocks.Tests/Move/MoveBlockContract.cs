using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;
using Tidings.Blocks.Publish;
using Tidings.Contract;

namespace Tidings.Blocks.Tests.Move;

/// <summary>Accepted candidates, each another artifact and so one change of a slot.</summary>
public sealed class MoveBlockContract : StageContract<MoveInput<Note>, PublishInput>
{
    private int _number;

    protected override int OutputsOfSamples => 10;

    protected override StageFactory<MoveInput<Note>, PublishInput> Factory => context => MoveBlock.Create(
        MoveBlockTests.Settings(new MoveWorld(slots: 5000), new FakeOffences(), context), context);

    protected override int Weight(PublishInput output) => ((PublishChanges)output).Changes.Count;

    protected override IReadOnlyList<MoveInput<Note>> Samples()
    {
        var candidates = new MoveWorld(slots: 1000);
        return [.. Enumerable.Range(0, 10).Select(_ => new Verdicts<Note>(new Judged<Note>(candidates.Candidate(++_number), Verdict.Accept)))];
    }
}
