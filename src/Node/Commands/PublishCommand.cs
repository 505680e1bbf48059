using System.CommandLine;
using Spectre.Console;
using Tidings.Node.Files;
using Tidings.Node.Http;

namespace Tidings.Node.Commands;

/// <summary>Publishes files through a running node.</summary>
internal static class PublishCommand
{
    private static readonly Option<Uri> Node = NodeUrl.Create();

    private static readonly Argument<FileInfo[]> Files = new("file") { Description = "Files to publish.", Arity = ArgumentArity.OneOrMore };

    public static Command Create()
    {
        var command = new Command("publish", "Publish files through a running node; print the id and name of each.") { Node, Files };
        command.SetAction((parsed, token) => CommandLineErrors.GuardAsync(
            () => RunAsync(RemoteNode.At(parsed.GetValue(Node)!), parsed.GetValue(Files)!, token)));
        return command;
    }

    private static async Task<int> RunAsync(RemoteNode node, FileInfo[] files, CancellationToken cancellationToken)
    {
        var failed = 0;
        await Consoles.Transfers().StartAsync(async progress =>
        {
            foreach (var file in files)
            {
                var bar = progress.AddTask(Markup.Escape(file.Name), maxValue: Math.Max(1, file.Exists ? file.Length : 1));
                try
                {
                    await using var stream = new ProgressStream(file.OpenRead(), read => bar.Increment(read));
                    var submitted = await node.PublishAsync(file.Name, stream, stream.Length, cancellationToken);
                    bar.Value = bar.MaxValue;
                    Console.WriteLine($"{submitted.Id}  {submitted.Name}");
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException)
                {
                    failed++;
                    bar.StopTask();
                    await Console.Error.WriteLineAsync($"{file}: {e.Message}");
                }
            }
        });
        return failed == 0 ? 0 : CommandLineErrors.Failed;
    }
}
