using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;
using Tidings.Blocks.Publish;

namespace Simulation.Tests.PlantedBugs;

/// <summary>A validator that threw is taken for one that had nothing against it.</summary>
internal sealed class FaultIsAccept<T> : Defect<MoveInput<T>, PublishInput>
    where T : IArtifact<T>
{
    public override IEnumerable<MoveInput<T>> Hear(MoveInput<T> input) =>
        input is Verdicts<T> { Judged: { Verdict: Verdict.Faulted } judged } ? [new Verdicts<T>(judged with { Verdict = Verdict.Accept })] : [input];
}

/// <summary>A verdict is applied to what came last, not to what was judged: the variable was shared by two judgements.</summary>
internal sealed class VerdictOnTheLast<T> : Defect<MoveInput<T>, PublishInput>
    where T : IArtifact<T>
{
    private readonly HashSet<ArtifactId> _judged = [];
    private Candidate<T>? _last;

    public override IEnumerable<MoveInput<T>> Hear(MoveInput<T> input)
    {
        switch (input)
        {
            case Arrived<T> arrived:
                _last = arrived.Candidate;
                break;
            case Verdicts<T> { Judged: var judged }:
                var candidate = _last is not null && !_judged.Contains(_last.Id) ? _last : judged.Candidate;
                _judged.Add(candidate.Id);
                return [new Verdicts<T>(judged with { Candidate = candidate })];
        }

        return [input];
    }
}

/// <summary>Whether an artifact was judged is asked before the wait and acted upon after it: a second judgement under way is told as well.</summary>
internal sealed class JudgedTwice<T> : Defect<Candidate<T>, Judged<T>>
    where T : IArtifact<T>
{
    private readonly HashSet<ArtifactId> _again = [];

    public override IEnumerable<Judged<T>> Say(Judged<T> output)
    {
        if (output.Verdict is Verdict.Faulted)
        {
            _again.Add(output.Candidate.Id);
            return [output];
        }

        return _again.Contains(output.Candidate.Id) ? [output, output] : [output];
    }
}

/// <summary>What is judged again is judged for nobody: its second verdict is thrown away.</summary>
internal sealed class SecondVerdictLost<T> : Defect<Candidate<T>, Judged<T>>
    where T : IArtifact<T>
{
    private readonly HashSet<ArtifactId> _faulted = [];

    public override IEnumerable<Judged<T>> Say(Judged<T> output) =>
        output.Verdict is Verdict.Faulted ? _faulted.Add(output.Candidate.Id) ? [output] : [] : _faulted.Contains(output.Candidate.Id) ? [] : [output];
}
