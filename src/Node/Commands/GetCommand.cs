using System.CommandLine;
using Tidings.Node.Http;

namespace Tidings.Node.Commands;

/// <summary>Copies one file out of a running node.</summary>
internal static class GetCommand
{
    private static readonly Option<Uri> Node = NodeUrl.Create();

    private static readonly Argument<string> Id = new("id") { Description = "The file's id, as publish and pool print it." };

    public static Command Create()
    {
        var command = new Command("get", "Write a file's bytes to standard output.") { Node, Id };
        command.SetAction((parsed, token) => CommandLineErrors.GuardAsync(async () =>
        {
            await Consoles.Transfers().StartAsync(async progress =>
            {
                var bar = progress.AddTask(parsed.GetValue(Id)![..Math.Min(8, parsed.GetValue(Id)!.Length)]);
                await using var output = Console.OpenStandardOutput();
                await RemoteNode.At(parsed.GetValue(Node)!).GetAsync(
                    parsed.GetValue(Id)!,
                    output,
                    (passed, total) =>
                    {
                        bar.MaxValue = Math.Max(1, total);
                        bar.Value = passed;
                    },
                    token);
                bar.Value = bar.MaxValue;
            });
            return 0;
        }));
        return command;
    }
}
