using System.Globalization;

namespace Tidings.Simulation.Trace;

/// <summary>
/// The history in words: what a person wants to read of a run that failed. Keeps the newest lines. Not thread-safe: written by the thread that runs the
/// network, read between runs.
/// </summary>
public sealed class Timeline
{
    private readonly Line[] _lines;
    private long _written;

    internal Timeline(int lines) => _lines = new Line[lines];

    /// <summary>Lines that were written, those that are not kept any more included.</summary>
    public long Written => _written;

    /// <summary>Writes the newest lines, oldest first: seconds since the network began, who, what.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="lines">How many at most. Default: all that are kept.</param>
    public void Write(TextWriter output, int lines = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(output);
        var kept = Math.Min(_written, _lines.Length);
        for (var next = _written - Math.Min(kept, lines); next < _written; next++)
        {
            var (at, who, what) = _lines[next % _lines.Length];
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at.TotalSeconds,11:F6}  {NameOf(who),-8}  {what}"));
        }
    }

    internal void Add(TimeSpan at, int who, string what) => _lines[_written++ % _lines.Length] = new Line(at, who, what);

    private static string NameOf(int who) => who >= 0 ? string.Create(CultureInfo.InvariantCulture, $"node {who}") : "network";

    private readonly record struct Line(TimeSpan At, int Who, string What);
}
