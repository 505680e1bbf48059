using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Tests.Move;

namespace Tidings.Blocks.Tests.Validate;

/// <summary>A validator that does what the test says, and counts.</summary>
internal sealed class ScriptedValidator(Func<Candidate<Note>, CancellationToken, ValueTask<Verdict>> judge) : IValidator<Note>
{
    public ScriptedValidator(Func<Candidate<Note>, Verdict> judge)
        : this((candidate, _) => ValueTask.FromResult(judge(candidate)))
    {
    }

    public int Calls { get; private set; }

    public int AtOnce { get; private set; }

    public int AtOnceMax { get; private set; }

    /// <summary>What the script throws at once is thrown at once, and not by the task.</summary>
    public ValueTask<Verdict> ValidateAsync(Candidate<Note> candidate, CancellationToken cancellationToken)
    {
        Calls++;
        var judgement = judge(candidate, cancellationToken);
        AtOnceMax = Math.Max(AtOnceMax, ++AtOnce);
        return CountedAsync(judgement);
    }

    private async ValueTask<Verdict> CountedAsync(ValueTask<Verdict> judgement)
    {
        try
        {
            return await judgement;
        }
        finally
        {
            AtOnce--;
        }
    }
}
