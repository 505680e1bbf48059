using Tidings.Simulation.Byzantine;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Scenarios;

/// <summary>
/// A mixture of lies, by its number: some ways to lie, and which of them each liar has. The same in every run that plays it, so that a mixture meets many
/// networks and interleavings. Immutable.
/// </summary>
internal sealed class LieMix
{
    private const int WaysMin = 2;
    private const int WaysMax = 6;
    private const int WaysOfOneMax = 2;

    private readonly IReadOnlyList<FaultKind>[] _ways;

    /// <param name="number">Which mixture.</param>
    /// <param name="liars">How many liars have a part in it.</param>
    public LieMix(long number, int liars)
    {
        var random = new RandomStream(number, "mix of lies");
        var palette = random.Some(Misbehaviours.All, random.Between(WaysMin, WaysMax));
        _ways = [.. Enumerable.Range(0, liars).Select(_ => random.Some(palette, random.Between(1, WaysOfOneMax)))];
    }

    /// <summary>How the liar with this number lies, from 0.</summary>
    public IReadOnlyList<FaultKind> WaysOf(int liar) => _ways[liar];
}
