namespace Tidings.Simulation.Checks;

/// <summary>An invariant does not hold. The message says which, where, when, and how to see it again.</summary>
public sealed class InvariantException : Exception
{
    internal InvariantException(string invariant, string message)
        : base(message) => Invariant = invariant;

    /// <summary>Its name.</summary>
    public string Invariant { get; }
}
