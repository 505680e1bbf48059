using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tidings.Pipelines.Configuration;
using Tidings.Pipelines.DependencyInjection;
using Tidings.Runtime.DependencyInjection;
using Tidings.Runtime.Hosting;
using Tidings.Runtime.Security;

namespace Tidings.Runtime.Tests.Hosting;

/// <summary>Whole nodes as a user composes them, each under a host of its own, over TLS on loopback.</summary>
[CancelAfter(60_000)]
public sealed class HostedNodesTests
{
    private readonly List<IHost> _hosts = [];

    [TearDown]
    public async Task StopAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }

        _hosts.Clear();
    }

    [Test]
    public void Every_mistake_of_runtime_and_stages_is_told_at_once_and_nothing_starts()
    {
        var builder = Builder(new() { ["Tidings:Listen"] = "here", ["Tidings:Peers:0:Key"] = "x", ["Tidings:Sessions:Lanes"] = "99", ["Tidings:Nonsense"] = "1" }, out var node);
        node.UseTcpTransport();
        using var host = builder.Build();

        var thrown = Assert.ThrowsAsync<TidingsConfigurationException>(() => host.StartAsync());

        string[] expected = ["Tidings:Listen", "Tidings:Peers:0:Key", "Tidings:Sessions:Lanes", "Tidings:Nonsense", "Tidings:Identity:CertificatePath", "UseConfiguredPeers"];
        foreach (var mistake in expected)
        {
            Assert.That(thrown!.Mistakes, Has.Exactly(1).Contains(mistake), thrown.Message);
        }
    }

    [Test]
    public async Task An_identity_file_and_configured_peers_are_all_it_takes(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        using var identity = NodeIdentity.Create();
        identity.SavePem(folder.File("node.pem"));
        var builder = Builder(
            new()
            {
                ["Tidings:Identity:CertificatePath"] = folder.File("node.pem"),
                ["Tidings:Listen"] = "127.0.0.1:0",
                ["Tidings:Peers:0:Key"] = Ids.Of(1).ToString(),
                ["Tidings:Peers:0:Address"] = "127.0.0.1:1",
            },
            out var node);
        node.UseTcpTransport().UseConfiguredPeers();
        _hosts.Add(builder.Build());
        await _hosts[0].StartAsync(cancellationToken);

        Assert.That(Service<INode>(0).Id, Is.EqualTo(identity.Id));
        Assert.That(Service<INode>(0).Address!.Port, Is.Not.Zero);
        Assert.That(Service<INode>(0).Graph.ToString(), Does.Contain("note/validate"));
    }

    private static HostApplicationBuilder Builder(Dictionary<string, string?> settings, out ITidingsBuilder node)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        node = builder.Services.AddTidings(builder.Configuration.GetSection("Tidings"))
            .AddArtifact<Note>("note", static kind => kind
                .WithCodec<NoteCodec>()
                .WithLimits(static limits => limits.MaxBytes = 16 << 20)
                .ValidatedBy<NoteValidator>());
        return builder;
    }

    private T Service<T>(int node)
        where T : notnull => _hosts[node].Services.GetRequiredService<T>();
}
