using System.Net;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Tests.Transport;

public class NodeAddressTests
{
    [TestCase("127.0.0.1:4100", "127.0.0.1", 4100)]
    [TestCase("0.0.0.0:0", "0.0.0.0", 0)]
    [TestCase("Node-1.Example.ORG:65535", "node-1.example.org", 65535)]
    [TestCase("[::1]:80", "::1", 80)]
    public void What_is_written_is_read_back(string text, string host, int port)
    {
        var address = NodeAddress.Parse(text);
        Assert.That((address.Host, address.Port), Is.EqualTo((host, port)));
        Assert.That(NodeAddress.Parse(address.ToString()), Is.EqualTo(address));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("host")]
    [TestCase("host:")]
    [TestCase(":80")]
    [TestCase("host:65536")]
    [TestCase("host:-1")]
    [TestCase("host: 80")]
    [TestCase("::1:80")]
    [TestCase("[host]:80")]
    [TestCase("[::1:80")]
    [TestCase("ho st:80")]
    [TestCase("http://host:80")]
    public void What_is_no_address_is_refused(string? text)
    {
        Assert.That(NodeAddress.TryParse(text, out _), Is.False);
        Assert.That(() => NodeAddress.Parse(text!), Throws.TypeOf<FormatException>().With.Message.Contains("host:port"));
    }

    [Test]
    public void A_host_has_a_longest_length()
    {
        Assert.That(NodeAddress.TryParse(new string('a', 253) + ":1", out _), Is.True);
        Assert.That(NodeAddress.TryParse(new string('a', 254) + ":1", out _), Is.False);
        Assert.That(() => new NodeAddress("", 1), Throws.ArgumentException);
        Assert.That(() => new NodeAddress("a", 65536), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void IPv4_that_came_over_an_IPv6_socket_is_IPv4() =>
        Assert.That(NodeAddress.From(new IPEndPoint(IPAddress.Parse("::ffff:10.1.2.3"), 5)).ToString(), Is.EqualTo("10.1.2.3:5"));
}
