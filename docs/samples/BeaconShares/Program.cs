using System.Security.Cryptography;
using Tidings.Runtime.Security;
using Tidings.Runtime.Transport.InMemory;
using Tidings.Samples.BeaconShares;

const int Size = 4;
const int Heights = 8;
const long FarAhead = 1000;
using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
var token = deadline.Token;

var hub = new InMemoryHub();
var identities = Enumerable.Range(0, Size).Select(_ => NodeIdentity.Create()).ToList();
var keys = Enumerable.Range(0, Size).Select(_ => ECDsa.Create(ECCurve.NamedCurves.nistP256)).ToList();
var committee = new Committee([.. keys.Select(key => key.ExportSubjectPublicKeyInfo())], Threshold: 3);
var members = keys.Select((key, index) => new Member((byte)index, key, BeaconNode.Create(index, identities, committee, hub))).ToList();
await Task.WhenAll(members.Select(member => member.Host.StartAsync(token)));

// A file goes its own way beside the shares.
var file = await members[0].PublishFileAsync("committee.txt", new byte[300_000], token);

// A share that is not by the member that it names is rejected everywhere but at its maker, and counted against him.
var liar = members[^1];
var forged = await liar.PublishShareAsync(1, token, claimedSigner: 0);
await UntilAsync(() => members[..^1].All(member => member.ScoreOf(liar.Node.Id) > 0));
var isForgedHeld = members[..^1].Any(member => member.Shares.Contains(forged));

// One from far ahead is remembered by its advert, and not fetched.
var early = await members[1].PublishShareAsync(FarAhead, token);

for (var height = 1; height <= Heights; height++)
{
    await Task.WhenAll(members.Select(member => member.PublishShareAsync(height, token)));
    await Task.WhenAll(members.Select(member => member.WaitForSharesAsync(shares => shares.MadeHeight >= height, token)));
}

await Task.WhenAll(members.Select(member => member.WaitForSharesAsync(IsPurged, token)));
await UntilAsync(() => members.All(member => member.Files.Contains(file)));
var isEarlyFetched = members.Where(member => member.Index != 1).Any(member => member.Shares.Contains(early));

foreach (var member in members)
{
    Console.WriteLine($"member {member.Index}: beacon of height {member.Shares.MadeHeight} made, {member.Shares.Count} shares and {member.Files.Count} file held");
}

Console.WriteLine($"forged share held by others: {isForgedHeld}; share from far ahead fetched: {isEarlyFetched}");
await Task.WhenAll(members.Select(member => member.Host.StopAsync()));
return isForgedHeld || isEarlyFetched ? 1 : 0;

bool IsPurged(BeaconPool shares) =>
    shares.Ids().All(id => !shares.TryGet(id, out var share) || share.Height >= Heights);

async Task UntilAsync(Func<bool> condition)
{
    while (!condition())
    {
        await Task.Delay(TimeSpan.FromMilliseconds(10), token);
    }
}
