using Microsoft.Extensions.Logging;
using Tidings.Node.Subnet;

namespace Tidings.Node.Tests.Subnet;

/// <summary>The main job when the directory changes under it.</summary>
[CancelAfter(60_000)]
public sealed class SubnetRunTests
{
    [Test]
    public async Task A_file_that_vanished_is_named_and_every_other_one_is_delivered(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("tidings-test-").FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "stays"), TestFile.Body(10_000, 1), cancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(folder, "vanishes"), TestFile.Body(10_000, 2), cancellationToken);
        var inventory = FileInventory.Of(folder);
        File.Delete(Path.Combine(folder, "vanishes"));
        var options = new SubnetOptions
        {
            Nodes = 3,
            Files = folder,
            Publishers = 3,
            Lanes = 1,
            Topology = "full",
            ProcessPerNode = false,
            Json = false,
            Deadline = TimeSpan.FromMinutes(1),
        };
        using var workspace = SubnetWorkspace.Create(SubnetShape.Of(options, inventory));
        await using var fleet = await InProcessFleet.StartAsync(workspace.Configurations, LogLevel.None, cancellationToken);
        var run = new SubnetRun(options, inventory, fleet, TimeProvider.System);
        var progress = new Progress<RunProgress>();

        await run.ConnectAsync(progress, cancellationToken);
        var result = await run.BroadcastAsync(progress, cancellationToken);

        Assert.That(result.Unpublished, Has.Count.EqualTo(1));
        Assert.That(result.Unpublished[0], Does.StartWith("vanishes: "));
        Assert.That(result.IsVerified, Is.True);
        Assert.That(result.IsComplete, Is.False, "the exit code says so");
        Assert.That(result.Deliveries, Is.EqualTo(2));
        foreach (var node in fleet.Nodes)
        {
            Assert.That(await node.FilesAsync(cancellationToken), Is.Not.Empty.And.All.Property(nameof(PoolFile.ValidatedAt)).Not.Null, "what is held has its time");
        }

        Directory.Delete(folder, recursive: true);
    }
}
