using System.Net;
using System.Net.Sockets;
using Tidings.Contract;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Telemetry;

namespace Tidings.Runtime.Tests.Membership;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class DnsMembershipTests
{
    private readonly FakeResolver _resolver = new();
    private readonly RecordingLogger<DnsMembership> _log = new();
    private readonly List<string> _taken = [];
    private readonly VirtualWorld _world = new();

    [Test]
    public void Names_are_resolved_again_and_again_and_only_a_change_is_a_new_list()
    {
        _resolver.Answers["a"] = ["10.0.0.2", "10.0.0.1"];
        Watch(Lists.At(4, (1, "a:1"), (2, "10.9.9.9:2")));
        _world.RunFor(TimeSpan.FromSeconds(1));
        Assert.That(_taken, Is.EqualTo(new[] { "a:1 10.9.9.9:2", "10.0.0.1:1 10.0.0.2:1 10.9.9.9:2" }));

        _resolver.Answers["a"] = ["10.0.0.1", "10.0.0.2"];
        _world.RunFor(TimeSpan.FromSeconds(30));
        Assert.That((_taken.Count, _resolver.Asked), Is.EqualTo((2, new List<string> { "a", "a" })), "a rotated answer is the same; literals are not asked for");

        _resolver.Answers["a"] = ["fd00::1"];
        _world.RunFor(TimeSpan.FromSeconds(30));
        Assert.That(_taken[^1], Is.EqualTo("[fd00::1]:1 10.9.9.9:2"));
        Assert.That(_world.Escapes, Is.Zero);
    }

    [Test]
    public void A_name_that_fails_keeps_its_addresses_and_is_reported_once_per_episode()
    {
        _resolver.Answers["a"] = ["10.0.0.1"];
        Watch(Lists.At(1, (1, "a:1")));
        _world.RunFor(TimeSpan.FromSeconds(1));
        _resolver.Answers.Remove("a");
        _world.RunFor(TimeSpan.FromMinutes(5));
        Assert.That(_taken[^1], Is.EqualTo("10.0.0.1:1"));
        Assert.That((_log.Count(EventIds.NameNotResolved), _log.Count(EventIds.NameResolvedAgain)), Is.EqualTo((1, 0)));

        _resolver.Answers["a"] = ["10.0.0.7"];
        _world.RunFor(TimeSpan.FromMinutes(1));
        Assert.That((_taken[^1], _log.Count(EventIds.NameResolvedAgain)), Is.EqualTo(("10.0.0.7:1", 1)));
    }

    [Test]
    public void A_server_that_does_not_answer_holds_up_neither_the_first_list_nor_the_other_names_for_long()
    {
        _resolver.Answers["dead"] = [];
        _resolver.Silent = "dead";
        _resolver.Answers["b"] = ["10.0.0.2"];
        Watch(Lists.At(1, (1, "dead:1"), (2, "b:2")));
        _world.RunReady();
        Assert.That(_taken, Has.Count.EqualTo(1));
        _world.RunFor(TimeSpan.FromSeconds(5));
        Assert.That(_taken[^1].Split(' ').Order(), Is.EqualTo(new[] { "10.0.0.2:2", "dead:1" }));
    }

    [Test]
    public void Options_out_of_range_are_named_together()
    {
        var options = new DnsMembershipOptions { RefreshInterval = TimeSpan.Zero, ResolveTimeout = TimeSpan.Zero };
        Assert.That(
            () => new DnsMembership(Lists.Of(1), options, _resolver, _world.Time, _log),
            Throws.ArgumentException.With.Message.Contains("RefreshInterval").And.Message.Contains("ResolveTimeout"));
    }

    [Test]
    public async Task The_systems_resolver_knows_this_machine() =>
        Assert.That(await new SystemNameResolver().ResolveAsync("localhost", CancellationToken.None), Has.Some.Matches<IPAddress>(IPAddress.IsLoopback));

    private void Watch(MembershipList configured) => _ = _world.Start(async () =>
    {
        await foreach (var list in new DnsMembership(configured, new DnsMembershipOptions(), _resolver, _world.Time, _log).WatchAsync(CancellationToken.None))
        {
            Assert.That((list.Version, list.Hash), Is.EqualTo((configured.Version, configured.Hash)), "names change addresses, never members");
            _taken.Add(string.Join(' ', list.Members.OrderBy(m => m.Id != Ids.Of(1)).SelectMany(static m => m.Addresses)));
        }
    });

    private sealed class FakeResolver : INameResolver
    {
        public Dictionary<string, string[]> Answers { get; } = [];

        public List<string> Asked { get; } = [];

        public string? Silent { get; set; }

        public async ValueTask<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
        {
            Asked.Add(host);
            if (host == Silent)
            {
                var never = new TaskCompletionSource();
                using var registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
                await never.Task;
            }

            return Answers.TryGetValue(host, out var answer)
                ? [.. answer.Select(IPAddress.Parse)]
                : throw new SocketException((int)SocketError.HostNotFound);
        }
    }
}
