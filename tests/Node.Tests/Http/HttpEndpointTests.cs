using System.Net;
using System.Text.Json;
using Tidings.Node.Tests.Subnet;

namespace Tidings.Node.Tests.Http;

/// <summary>What the endpoint takes, gives and refuses.</summary>
[CancelAfter(60_000)]
public sealed class HttpEndpointTests
{
    private static readonly (string, string) SmallDownloads = ("Tidings:Kinds:file:DownloadBytes", "4194304");

    private static readonly (string, string) SmallPool = ("Tidings:Kinds:file:PoolBytes", "1048576");

    [Test]
    public async Task A_file_larger_than_the_pools_memory_is_submitted_and_read_back(CancellationToken cancellationToken)
    {
        await using var node = await HttpNode.StartAsync(cancellationToken, SmallDownloads, SmallPool);
        var body = TestFile.Body(5_000_000, 1);

        var id = await node.SubmittedAsync("消息/large", body, cancellationToken);

        Assert.That(await node.Client.GetByteArrayAsync($"files/{id}", cancellationToken), Is.EqualTo(body));
        using var files = await JsonAsync(node, "files", cancellationToken);
        var file = files.RootElement.EnumerateArray().Single();
        Assert.That(file.GetProperty("id").GetString(), Is.EqualTo(id));
        Assert.That(file.GetProperty("name").GetString(), Is.EqualTo("消息/large"));
        Assert.That(file.GetProperty("size").GetInt64(), Is.EqualTo(body.Length));
    }

    [TestCase("0000000000000000000000000000000000000000000000000000000000000000")]
    [TestCase("no-id")]
    public async Task What_is_not_held_is_not_found(string id, CancellationToken cancellationToken)
    {
        await using var node = await HttpNode.StartAsync(cancellationToken);
        using var response = await node.Client.GetAsync($"files/{id}", cancellationToken);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await response.Content.ReadAsStringAsync(cancellationToken), Does.Contain(id));
    }

    [Test]
    public async Task A_submission_without_its_length_is_refused(CancellationToken cancellationToken)
    {
        await using var node = await HttpNode.StartAsync(cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, "files?name=x") { Content = new ByteArrayContent([1, 2, 3]) };
        request.Headers.TransferEncodingChunked = true;
        using var response = await node.Client.SendAsync(request, cancellationToken);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.LengthRequired));
    }

    [TestCase("files?name=..%2Fescape")]
    [TestCase("files?name=")]
    [TestCase("files")]
    public async Task A_name_that_cannot_be_broadcast_is_refused(string url, CancellationToken cancellationToken)
    {
        await using var node = await HttpNode.StartAsync(cancellationToken);
        using var response = await node.Client.PostAsync(url, new ByteArrayContent([1]), cancellationToken);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task A_file_above_the_kinds_limit_is_refused(CancellationToken cancellationToken)
    {
        await using var node = await HttpNode.StartAsync(cancellationToken, ("Tidings:Kinds:file:MaxBytes", "1000"));
        using var response = await node.SubmitAsync("large", new byte[1000], cancellationToken);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        await node.SubmittedAsync("small", new byte[900], cancellationToken);
    }

    [Test]
    public async Task A_full_pool_says_so_and_loses_nothing(CancellationToken cancellationToken)
    {
        await using var node = await HttpNode.StartAsync(cancellationToken, SmallDownloads, SmallPool);
        var held = TestFile.Body(600_000, 1);
        var id = await node.SubmittedAsync("held", held, cancellationToken);

        using var response = await node.SubmitAsync("too much", TestFile.Body(600_000, 2), cancellationToken);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.InsufficientStorage));
        Assert.That(await response.Content.ReadAsStringAsync(cancellationToken), Does.Contain("full"));
        Assert.That(await node.Client.GetByteArrayAsync($"files/{id}", cancellationToken), Is.EqualTo(held));
        await node.SubmittedAsync("still fits", TestFile.Body(1_000, 3), cancellationToken);
    }

    [Test]
    public async Task Peers_health_figures_and_graph_are_shown(CancellationToken cancellationToken)
    {
        await using var node = await HttpNode.StartAsync(cancellationToken);
        await node.SubmittedAsync("x", [1], cancellationToken);

        using var peers = await JsonAsync(node, "peers", cancellationToken);
        var peer = peers.RootElement.EnumerateArray().Single();
        Assert.That(peer.GetProperty("id").GetString(), Is.EqualTo(HttpNode.AbsentPeer));
        Assert.That(peer.GetProperty("state").GetString(), Is.EqualTo("Apart"));
        using var stats = await JsonAsync(node, "stats", cancellationToken);
        Assert.That(stats.RootElement.GetProperty("files").GetInt32(), Is.EqualTo(1));
        using var health = await JsonAsync(node, "health", cancellationToken);
        Assert.That(health.RootElement.EnumerateArray().Single().GetProperty("check").GetString(), Is.EqualTo("tidings"));
        Assert.That(health.RootElement.EnumerateArray().Single().GetProperty("status").GetString(), Is.EqualTo("Degraded"), "it has no peer");
        Assert.That(await node.Client.GetStringAsync("graph", cancellationToken), Does.Contain("file/validate"));
    }

    private static async Task<JsonDocument> JsonAsync(HttpNode node, string url, CancellationToken cancellationToken) =>
        JsonDocument.Parse(await node.Client.GetStringAsync(url, cancellationToken));
}
