using System.Globalization;

namespace Tidings.Node.Bench.Processes;

/// <summary>What the process of one node is started for. Immutable.</summary>
/// <param name="Subject">Of which subject.</param>
/// <param name="Number">The node's number.</param>
/// <param name="Nodes">How many there are.</param>
/// <param name="Lanes">TLS connections per pair.</param>
/// <param name="Row">What will be published.</param>
/// <param name="Configuration">Path of the node's configuration; empty when it has none.</param>
internal sealed record ChildSpec(string Subject, int Number, int Nodes, int Lanes, RowSpec Row, string Configuration)
{
    /// <summary>The command that it is started with, beside the names of the commands.</summary>
    public IEnumerable<string> Arguments() =>
        [Subject, Text(Number), Text(Nodes), Text(Lanes), Text(Row.Size), Text(Row.Window), Configuration];

    /// <exception cref="FormatException">They are none.</exception>
    public static ChildSpec Parse(IReadOnlyList<string> arguments) => arguments is [var subject, var number, var nodes, var lanes, var size, var window, var configuration]
        ? new ChildSpec(subject, Read(number), Read(nodes), Read(lanes), new RowSpec(Read(size), Read(window)), configuration)
        : throw new FormatException("A node's process takes seven arguments from its parent.");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Read(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
