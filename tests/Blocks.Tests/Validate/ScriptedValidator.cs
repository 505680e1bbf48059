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

    public async ValueTask<Verdict> ValidateAsync(Candidate<Note> candidate, CancellationToken cancellationToken)
    {
        Calls++;
        AtOnceMax = Math.Max(AtOnceMax, ++AtOnce);
        try
        {
            return await judge(candidate, cancellationToken);
        }
        finally
        {
            AtOnce--;
        }
    }
}
