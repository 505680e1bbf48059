using Tidings.Simulation.Faults;

namespace Tidings.Simulation.Network;

/// <summary>One reason why nothing passes a link. Disposing lifts it.</summary>
internal sealed class Blockade(SimulatedLink link, FaultKind why) : IDisposable
{
    private bool _hasBitten;

    /// <summary>Something really could not pass.</summary>
    public void Bite(FaultCounter faults)
    {
        if (!_hasBitten)
        {
            _hasBitten = true;
            faults.Count(why);
        }
    }

    public void Dispose() => link.Lift(this);
}

/// <summary>Several that are lifted together.</summary>
internal sealed class Blockades(IEnumerable<Blockade> all) : IDisposable
{
    private readonly List<Blockade> _all = [.. all];

    public void Dispose() => _all.ForEach(static blockade => blockade.Dispose());
}
