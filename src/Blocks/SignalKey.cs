namespace Tidings.Blocks;

/// <summary>The name of a signal: feedback from one stage to another that is no edge. Immutable, thread-safe.</summary>
/// <typeparam name="T">What is said; values that wait together are merged into one.</typeparam>
/// <param name="Name">Unique in one graph, case-sensitive, for example <c>file/pool-changed</c>.</param>
public sealed record SignalKey<T>(string Name)
{
    /// <summary>The name alone.</summary>
    public override string ToString() => Name;
}
