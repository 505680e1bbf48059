using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tidings.Node.Hosting;
using Tidings.Runtime.Security;

namespace Tidings.Node.Tests.Http;

/// <summary>A node with its HTTP endpoint, and a client of it. Its one peer is never there.</summary>
internal sealed class HttpNode : IAsyncDisposable
{
    /// <summary>The key of the peer that is never there.</summary>
    public static readonly string AbsentPeer = new('a', 64);

    private readonly string _folder = Directory.CreateTempSubdirectory("tidings-test-").FullName;
    private readonly WebApplication _app;

    private HttpNode((string Key, string Value)[] settings)
    {
        using var identity = NodeIdentity.Create();
        identity.SavePem(Path.Combine(_folder, "node.pem"));
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Tidings:Identity:CertificatePath"] = Path.Combine(_folder, "node.pem"),
            ["Tidings:Listen"] = "127.0.0.1:0",
            ["Tidings:Peers:0:Key"] = AbsentPeer,
            ["Tidings:Peers:0:Address"] = "127.0.0.1:1",
            ["Http:Listen"] = "127.0.0.1:0",
        };
        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        _app = NodeHost.BuildWithHttp(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), LogLevel.None);
        Client = null!;
    }

    public HttpClient Client { get; private set; }

    /// <summary>Starts it.</summary>
    /// <param name="settings">What differs from the defaults, with the section's name.</param>
    public static async Task<HttpNode> StartAsync(CancellationToken cancellationToken, params (string Key, string Value)[] settings)
    {
        var node = new HttpNode(settings);
        await node._app.StartAsync(cancellationToken);
        var address = node._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        node.Client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = new Uri(address) };
        return node;
    }

    /// <summary>Submits a body of known length.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string name, byte[] body, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(body);
        return await Client.PostAsync($"files?name={Uri.EscapeDataString(name)}", content, cancellationToken);
    }

    /// <summary>Submits what must be taken.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> SubmittedAsync(string name, byte[] body, CancellationToken cancellationToken)
    {
        using var response = await SubmitAsync(name, body, cancellationToken);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        using var json = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStreamAsync(cancellationToken));
        return json.RootElement.GetProperty("id").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
