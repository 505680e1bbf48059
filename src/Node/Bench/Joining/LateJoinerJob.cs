using Spectre.Console;
using Tidings.Node.Commands;

namespace Tidings.Node.Bench.Joining;

/// <summary>Nodes that come late, from start to exit code.</summary>
internal static class LateJoinerJob
{
    public static Task<int> RunAsync(BenchOptions options, int count, TimeSpan deadline, CancellationToken cancellationToken) => CommandLineErrors.GuardAsync(async () =>
    {
        if (options.Rows.Count != 1 || options.Only == Subjects.Mesh)
        {
            throw new ArgumentException("A joiner goes with one row, and the mesh has no pool that it could take.");
        }

        Consoles.Progress.WriteLine($"{count} artifacts of {options.Rows[0].SizeText()}: {options.Nodes} nodes and one that comes late, {options.Lanes} lanes");
        var result = await new LateJoinerRun(options, count, deadline).RunAsync(cancellationToken);
        if (options.Json)
        {
            Console.WriteLine(JoinReport.Json(options, result).ToJsonString());
        }
        else
        {
            JoinReport.Write(options, result);
        }

        foreach (var wrong in result.Verified.Wrong)
        {
            await Console.Error.WriteLineAsync($"wrong: {wrong}");
        }

        return result.Verified.Wrong.Count == 0 ? 0 : CommandLineErrors.Failed;
    });
}
