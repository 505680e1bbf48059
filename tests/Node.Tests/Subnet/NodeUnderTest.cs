using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tidings.Blocks.Artifacts;
using Tidings.Node.Files;
using Tidings.Node.Hosting;
using Tidings.Pipelines.DependencyInjection;
using Tidings.Pipelines.Publishing;
using Tidings.Runtime.DependencyInjection;
using Tidings.Runtime.Hosting;
using Tidings.Runtime.Peers;
using Tidings.Runtime.Security;
using Tidings.Runtime.Transport;

namespace Tidings.Node.Tests.Subnet;

/// <summary>One node as `tidings node` runs it, without HTTP: TLS on loopback, members from a watched file.</summary>
internal sealed class NodeUnderTest(NodeIdentity identity, Action<ITidingsBuilder>? configure)
{
    private IHost? _host;

    public NodeIdentity Identity => identity;

    /// <summary>Where it listened first; a restart takes the same port.</summary>
    public NodeAddress? Address { get; private set; }

    public INode Node => Service<INode>();

    public LocalNode Local => Service<LocalNode>();

    public IPool<FileArtifact> Pool => Service<IPool<FileArtifact>>();

    public KindFigures Figures => Node.Kinds[0];

    public T Service<T>()
        where T : notnull => _host!.Services.GetRequiredService<T>();

    public async Task StartAsync(Dictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, string?>(settings) { ["Tidings:Listen"] = Address?.ToString() ?? "127.0.0.1:0" };
        _host = NodeHost.Build(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), LogLevel.None, node =>
        {
            node.UseIdentity(identity);
            configure?.Invoke(node);
        });
        await _host.StartAsync(cancellationToken);
        Address = Node.Address;
    }

    public async Task StopAsync()
    {
        if (_host is { } host)
        {
            _host = null;
            await host.StopAsync();
            host.Dispose();
        }
    }

    /// <summary>Ends without draining: what is on its way is lost, and so are pool and tables.</summary>
    public async Task KillAsync()
    {
        await Service<TidingsNode>().StopAsync(new CancellationToken(canceled: true));
        await StopAsync();
    }

    public async Task<TestFile> PublishAsync(string name, byte[] body, CancellationToken cancellationToken)
    {
        var id = await Local.PublishAsync(name, new MemoryStream(body), body.Length, cancellationToken);
        return new TestFile(id, name, SHA256.HashData(body), FileCodec.Header(name).Length + body.Length);
    }

    /// <summary>Waits until every file is in the validated section.</summary>
    public async Task HoldAsync(IEnumerable<TestFile> files, CancellationToken cancellationToken)
    {
        var missing = files.Select(file => ArtifactId.TryParse(file.Id, out var id) ? id : default).ToHashSet();
        try
        {
            await foreach (var _ in Pool.Changes(cancellationToken))
            {
                missing.RemoveWhere(Pool.Contains);
                if (missing.Count == 0)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{missing.Count} files are missing; {Figures}; {Node.ItemsWaiting} items wait; {string.Join("; ", Node.Peers)}");
        }
    }

    /// <summary>Every file is here byte for byte under its own name, and nothing else is.</summary>
    public async Task HasExactlyAsync(IReadOnlyCollection<TestFile> files, CancellationToken cancellationToken)
    {
        var held = await Local.FilesAsync(cancellationToken);
        Assert.That(held.Select(file => (file.Id, file.Name)), Is.EquivalentTo(files.Select(file => (file.Id, file.Name))));
        foreach (var file in files)
        {
            Assert.That(await Local.HashAsync(file.Id, cancellationToken), Is.EqualTo(file.Hash), file.Name);
        }
    }

    public PeerInfo PeerOf(NodeUnderTest other) => Node.Peers.Single(peer => peer.Id == other.Identity.Id);
}
