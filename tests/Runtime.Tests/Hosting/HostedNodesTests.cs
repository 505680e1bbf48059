using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Tidings.Pipelines.Configuration;
using Tidings.Pipelines.DependencyInjection;
using Tidings.Pipelines.Publishing;
using Tidings.Runtime.DependencyInjection;
using Tidings.Runtime.Hosting;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Security;
using Tidings.Runtime.Tests.Peers;

namespace Tidings.Runtime.Tests.Hosting;

/// <summary>Whole nodes as a user composes them, each under a host of its own, over TLS on loopback.</summary>
[CancelAfter(60_000)]
public sealed class HostedNodesTests
{
    private readonly List<IHost> _hosts = [];
    private readonly List<NodeIdentity> _identities = [];
    private readonly List<ListedMembership> _memberships = [];

    [TearDown]
    public async Task StopAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }

        _identities.ForEach(static identity => identity.Dispose());
        _hosts.Clear();
        _identities.Clear();
        _memberships.Clear();
    }

    [Test]
    public async Task Artifacts_of_every_size_published_on_one_node_reach_the_others(CancellationToken cancellationToken)
    {
        await StartAsync(3, cancellationToken);
        int[] sizes = [0, 1, 2000, 5000, 262_144, 262_145, 3_000_000];
        foreach (var size in sizes)
        {
            var bytes = new byte[size];
            new Random(size).NextBytes(bytes);
            await Service<IBroadcaster<Note>>(0).PublishAsync(new Note(bytes), cancellationToken);
        }

        for (var node = 1; node < 3; node++)
        {
            var pool = Service<IPool<Note>>(node);
            await foreach (var change in pool.Changes(cancellationToken))
            {
                if (pool.Count == sizes.Length)
                {
                    break;
                }
            }

            var held = pool.Ids().Select(id => pool.TryGet(id, out var note) ? note.Bytes : null);
            Assert.That(held.Select(static bytes => bytes!.Length).Order(), Is.EqualTo(sizes));
            Assert.That(Service<INode>(node).Health.Reasons, Is.Empty);
        }

        var report = await Service<HealthCheckService>(0).CheckHealthAsync(cancellationToken);
        Assert.That(report.Entries["tidings"].Description, Is.EqualTo("2 peers connected."));
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

    [TestCase(false)]
    [TestCase(true)]
    public void A_node_without_a_transport_does_not_start_in_silence(bool hasMembers)
    {
        var builder = Builder([], out var node);
        if (hasMembers)
        {
            node.UseConfiguredPeers();
        }

        using var host = builder.Build();
        var thrown = Assert.ThrowsAsync<TidingsConfigurationException>(() => host.StartAsync());
        Assert.That(thrown!.Mistakes.Single(), Does.Contain("UseTcpTransport").And.Contains("UseConfiguredPeers"));
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

    private async Task StartAsync(int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            var (identity, membership) = (NodeIdentity.Create(), new ListedMembership());
            _identities.Add(identity);
            _memberships.Add(membership);
            var builder = Builder(new() { ["Tidings:Listen"] = "127.0.0.1:0" }, out var node);
            node.UseTcpTransport().UseIdentity(identity).UseMembership(_ => membership);
            _hosts.Add(builder.Build());
            await _hosts[i].StartAsync(cancellationToken);
        }

        var list = new MembershipList(
            1, _hosts.Select(static h => h.Services.GetRequiredService<INode>()).Select(static n => new Member(n.Id, ImmutableArray.Create(n.Address!))));
        _memberships.ForEach(membership => membership.Offer(list));
    }
}
