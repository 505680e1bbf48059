using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tidings.Node.Files;
using Tidings.Node.Hosting;
using Tidings.Node.Subnet;
using Tidings.Pipelines.Configuration;
using Tidings.Runtime.DependencyInjection;

namespace Tidings.Node.Tests.Subnet;

public sealed class SubnetWorkspaceTests
{
    [TestCase(2, 1)]
    [TestCase(20, 4)]
    [TestCase(64, 16)]
    public void Every_node_may_be_greeted_by_all_lanes_of_all_others_from_one_address_at_once(int nodes, int lanes)
    {
        using var workspace = SubnetWorkspace.Create(new SubnetShape(nodes, lanes, "full", Slots: 1024, PoolBytes: 64 << 20));

        Assert.That(workspace.Configurations, Has.Count.EqualTo(nodes));
        var mistakes = new List<string>();
        var section = new ConfigurationBuilder().AddJsonFile(workspace.Configurations[^1]).Build().GetSection("Tidings");
        var handshake = RuntimeOptionsReader.Read(section, mistakes).Handshake;

        Assert.That(mistakes.Concat(handshake.Mistakes()), Is.Empty);
        var atOnce = (nodes - 1) * lanes;
        Assert.That(handshake.FailuresPerAddressMax, Is.GreaterThan(atOnce), "unfinished handshakes count against their address");
        Assert.That(handshake.UnauthenticatedSocketsMax, Is.GreaterThan(atOnce));
        Assert.That(handshake.Deadline, Is.GreaterThan(TimeSpan.FromSeconds(10)), "a loaded machine takes its time over all of them");
    }

    [TestCase(1024)]
    [TestCase(110_000)]
    [TestCase(1 << 20)]
    public void A_node_that_comes_late_remembers_the_adverts_of_a_whole_pool(int slots)
    {
        using var workspace = SubnetWorkspace.Create(new SubnetShape(2, 1, "full", slots, PoolBytes: 64 << 20));

        using var host = NodeHost.Build(ConfigurationFile.Load(workspace.Configurations[0]), LogLevel.None);
        var options = host.Services.GetRequiredService<TidingsOptions>();

        Assert.That(options.Kinds[FileKind.Name].Slots, Is.EqualTo(slots));
        Assert.That(options.Prioritize.AdvertsPerPeerMax, Is.GreaterThanOrEqualTo(slots));
        Assert.That(options.Prioritize.AdvertsMax, Is.GreaterThanOrEqualTo(2 * slots));
    }
}
