using Microsoft.Extensions.DependencyInjection;
using Tidings.Blocks.Publish;
using Tidings.Pipelines.Publishing;
using Tidings.Samples.ComposeANode;

const int Nodes = 4;
using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
await using var subnet = await LocalSubnet.StartAsync(Nodes, args, deadline.Token);
var missing = 0;

foreach (var maker in subnet.Hosts.Index())
{
    var note = new Note($"hello from node {maker.Index}");
    var broadcaster = maker.Item.Services.GetRequiredService<IBroadcaster<Note>>();

    var receipt = await broadcaster.PublishAsync(note, deadline.Token);
    var outcome = await receipt.HeldByAsync(Nodes - 1, deadline.Token);

    var holders = receipt.Peers.Where(peer => peer.State == ReceiptState.Held).Select(peer => $"node {subnet.IndexOf(peer.Peer)}").Order();
    Console.WriteLine($"{receipt.Id.ToShortString()} \"{note.Text}\": {outcome} by {string.Join(", ", holders)}");

    // What a neighbour said is not taken for granted here: every pool is asked.
    missing += subnet.Hosts.Count(host => !host.Services.GetRequiredService<IPool<Note>>().TryGet(receipt.Id, out var held) || held != note);
}

Console.WriteLine(missing == 0 ? $"All {Nodes} nodes hold all {Nodes} notes." : $"{missing} notes are missing.");
return missing == 0 ? 0 : 1;
