using System.CommandLine;
using System.Globalization;
using Tidings.Node.Http;

namespace Tidings.Node.Commands;

/// <summary>Lists what a running node holds.</summary>
internal static class PoolCommand
{
    private static readonly Option<Uri> Node = NodeUrl.Create();

    public static Command Create()
    {
        var command = new Command("pool", "List the files that a running node holds: id, bytes, when validated, name.") { Node };
        command.SetAction((parsed, token) => CommandLineErrors.GuardAsync(async () =>
        {
            foreach (var file in await RemoteNode.At(parsed.GetValue(Node)!).FilesAsync(token))
            {
                var size = file.Size.ToString(CultureInfo.InvariantCulture);
                Console.WriteLine($"{file.Id}  {size,12}  {file.ValidatedAt:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}  {file.Name}");
            }

            return 0;
        }));
        return command;
    }
}
