using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Tidings.Node.Http;

namespace Tidings.Node.Commands;

/// <summary>Shows a running node's peers.</summary>
internal static class PeersCommand
{
    private static readonly Option<Uri> Node = NodeUrl.Create();

    public static Command Create()
    {
        var command = new Command("peers", "Show the peers of a running node.") { Node };
        command.SetAction((parsed, token) => CommandLineErrors.GuardAsync(async () =>
        {
            var table = new Table().AddColumns("peer", "address", "state", "lanes", "RTT ms", "score", "bytes sent", "bytes received", "last end");
            foreach (var peer in await RemoteNode.At(parsed.GetValue(Node)!).PeersAsync(token))
            {
                table.AddRow(
                    peer.Id[..16],
                    Markup.Escape(peer.Address ?? ""),
                    peer.State,
                    peer.Lanes.ToString(CultureInfo.InvariantCulture),
                    peer.RoundTripMs?.ToString("F2", CultureInfo.InvariantCulture) ?? "",
                    peer.Score.ToString("F1", CultureInfo.InvariantCulture),
                    peer.BytesSent.ToString(CultureInfo.InvariantCulture),
                    peer.BytesReceived.ToString(CultureInfo.InvariantCulture),
                    peer.LastEnd ?? "");
            }

            Consoles.Tables.Write(table);
            return 0;
        }));
        return command;
    }
}
