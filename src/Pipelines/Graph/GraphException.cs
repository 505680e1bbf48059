namespace Tidings.Pipelines.Graph;

/// <summary>A graph cannot be started; nothing was. The message lists every mistake.</summary>
public sealed class GraphException : Exception
{
    internal GraphException(IReadOnlyList<string> mistakes, Exception? inner = null)
        : base($"The graph cannot be started:{Environment.NewLine}{string.Join(Environment.NewLine, mistakes.Select(mistake => $"- {mistake}"))}", inner) =>
        Mistakes = mistakes;

    /// <summary>One sentence per mistake.</summary>
    public IReadOnlyList<string> Mistakes { get; }
}
