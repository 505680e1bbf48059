using Tidings.Runtime.DependencyInjection;

namespace Tidings.Runtime.Tests.DependencyInjection;

public sealed class RuntimeOptionsTests
{
    [Test]
    public void Defaults_have_no_mistake() => Assert.That(RuntimeOptionsCheck.Mistakes(new RuntimeOptions()), Is.Empty);

    [Test]
    public void Every_mistake_is_named_with_its_key()
    {
        var options = new RuntimeOptions { Subnet = "", Listen = "nowhere", Topology = "star" };
        options.Peers.Add(new PeerOptions { Key = "abc", Address = "1:2:3" });
        options.Peers.Add(new PeerOptions { Key = Ids.Of(1).ToString() });
        options.Peers.Add(new PeerOptions { Key = Ids.Of(1).ToString().ToUpperInvariant() });
        options.Sessions.Lanes = 17;
        options.Sessions.SilenceMax = TimeSpan.FromSeconds(1);
        options.Handshake.Deadline = TimeSpan.Zero;

        var mistakes = RuntimeOptionsCheck.Mistakes(options).ToArray();

        string[] keys = ["Subnet ", "Listen ", "Topology:", "Peers:0:Key ", "Peers:0:Address ", "Peers names the key", "Sessions:Lanes ", "Sessions:SilenceMax ", "Handshake:Deadline "];
        foreach (var key in keys)
        {
            Assert.That(mistakes, Has.Exactly(1).StartsWith(key), string.Join('\n', mistakes));
        }

        Assert.That(mistakes, Has.Length.EqualTo(keys.Length));
    }

    [Test]
    public void Configured_members_are_the_same_for_all_who_list_the_others()
    {
        var one = new RuntimeOptions();
        one.Peers.Add(new PeerOptions { Key = Ids.Of(2).ToString(), Address = "b:1" });
        var two = new RuntimeOptions();
        two.Peers.Add(new PeerOptions { Key = Ids.Of(1).ToString() });

        var seenByOne = ConfiguredMembers.Of(Ids.Of(1), one);

        Assert.That(ConfiguredMembers.Of(Ids.Of(2), two).Hash, Is.EqualTo(seenByOne.Hash));
        Assert.That(seenByOne.TryGet(Ids.Of(2), out var member) ? member.Addresses.Single().ToString() : null, Is.EqualTo("b:1"));
    }
}
