using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;
using Tidings.Blocks.Tests.Move;
using Tidings.Blocks.Validate;
using Tidings.Contract;

namespace Tidings.Blocks.Tests.Validate;

/// <summary>Half of the candidates are judged at once, half after a while, one faults and is judged again.</summary>
public sealed class ValidateBlockContract : StageContract<Candidate<Note>, Judged<Note>>
{
    protected override int OutputsOfSamples => 12;

    protected override StageFactory<Candidate<Note>, Judged<Note>> Factory => context =>
    {
        var validator = new ScriptedValidator(async (candidate, cancellationToken) =>
        {
            if (candidate.Artifact.Number % 2 == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), context.Time, cancellationToken);
            }

            return candidate.Artifact.Number == 5 ? throw new InvalidOperationException("the fifth") : Verdict.Accept;
        });
        var pools = new PoolDirectory(new Dictionary<string, IPoolFacts> { ["note"] = new FakeFacts() });
        return ValidateBlock.Create("note", validator, new ValidateOptions(), pools, context);
    };

    protected override IReadOnlyList<Candidate<Note>> Samples()
    {
        var candidates = new MoveWorld(slots: 1000);
        return [.. Enumerable.Range(1, 12).Select(number => candidates.Candidate(number))];
    }
}
