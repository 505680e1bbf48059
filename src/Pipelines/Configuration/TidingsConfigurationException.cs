namespace Tidings.Pipelines.Configuration;

/// <summary>The node cannot start as it is registered and configured. Nothing has been started.</summary>
public sealed class TidingsConfigurationException : Exception
{
    internal TidingsConfigurationException(IReadOnlyList<string> mistakes)
        : base($"The node cannot start; {mistakes.Count} mistake{(mistakes.Count == 1 ? "" : "s")}:\n- {string.Join("\n- ", mistakes)}") => Mistakes = mistakes;

    /// <summary>Every mistake that was found, as a sentence for the operator; at least one.</summary>
    public IReadOnlyList<string> Mistakes { get; }
}
