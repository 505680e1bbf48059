using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Tidings.Node.Subnet;

namespace Tidings.Node.Http;

/// <summary>A node behind its HTTP endpoint. Bodies are streamed in both directions.</summary>
internal sealed class RemoteNode(HttpClient client) : IFleetNode
{
    public static RemoteNode At(Uri url) => new(new HttpClient { BaseAddress = url, Timeout = Timeout.InfiniteTimeSpan });

    public async Task<string> PublishAsync(SourceFile file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file.Path);
        return (await PublishAsync(file.Name, stream, stream.Length, cancellationToken)).Id;
    }

    public async Task<Submitted> PublishAsync(string name, Stream body, long size, CancellationToken cancellationToken)
    {
        using var content = new StreamContent(body, 256 << 10);
        content.Headers.ContentLength = size;
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var response = await client.PostAsync($"files?name={Uri.EscapeDataString(name)}", content, cancellationToken);
        await ThrowIfRefusedAsync(response, cancellationToken);
        return (await response.Content.ReadFromJsonAsync<Submitted>(cancellationToken))!;
    }

    public async Task<NodeSnapshot> SnapshotAsync(CancellationToken cancellationToken) =>
        (await client.GetFromJsonAsync<NodeSnapshot>("stats", cancellationToken))!;

    public async Task<IReadOnlyList<PoolFile>> FilesAsync(CancellationToken cancellationToken) =>
        (await client.GetFromJsonAsync<List<PoolFile>>("files", cancellationToken))!;

    public async Task<IReadOnlyList<PeerRow>> PeersAsync(CancellationToken cancellationToken) =>
        (await client.GetFromJsonAsync<List<PeerRow>>("peers", cancellationToken))!;

    public async Task<byte[]?> HashAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync($"files/{id}", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }

        await using var body = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken);
        return await SHA256.HashDataAsync(body, cancellationToken);
    }

    /// <summary>Copies a file's bytes to <paramref name="output"/>, telling how many have passed.</summary>
    public async Task GetAsync(string id, Stream output, Action<long, long> onBytes, CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync($"files/{id}", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await ThrowIfRefusedAsync(response, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var total = response.Content.Headers.ContentLength ?? 0;
        var buffer = new byte[256 << 10];
        long passed = 0;
        while (await body.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            onBytes(passed += read, total);
        }
    }

    private static async Task ThrowIfRefusedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var isExplained = response.Content.Headers.ContentType?.MediaType == "application/problem+json";
            var problem = isExplained ? await response.Content.ReadFromJsonAsync<Problem>(cancellationToken) : null;
            throw new HttpRequestException(problem?.Detail ?? $"the node answered {(int)response.StatusCode} {response.ReasonPhrase}", null, response.StatusCode);
        }
    }

    private sealed record Problem(string? Detail);
}
