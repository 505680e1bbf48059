using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Prioritize;

/// <summary>
/// Whose turn it is among the classes that are fetched: the most urgent one, but for every <paramref name="fetchTurn"/>-th turn, which is Fetch's,
/// and every <paramref name="laterTurn"/>-th, which is Later's. A turn that its class cannot use goes to the most urgent that can.
/// </summary>
internal sealed class ClassShares(int fetchTurn, int laterTurn)
{
    private long _turn = 1;

    /// <summary>The class to try first; then the others follow from the most urgent down.</summary>
    public FetchPriority Preferred =>
        _turn % laterTurn == 0 ? FetchPriority.Later
        : _turn % fetchTurn == fetchTurn / 2 ? FetchPriority.Fetch
        : FetchPriority.FetchNow;

    /// <summary>A turn was used.</summary>
    public void Took() => _turn++;

    /// <summary>The best class of those offered, in the order of this turn; null when none is.</summary>
    public FetchPriority? Choose(Func<FetchPriority, bool> isOffered)
    {
        var preferred = Preferred;
        if (isOffered(preferred))
        {
            return preferred;
        }

        for (var priority = FetchPriority.FetchNow; priority >= FetchPriority.Later; priority--)
        {
            if (isOffered(priority))
            {
                return priority;
            }
        }

        return null;
    }
}
