using Tidings.Runtime.Security;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Tests.Security;

public class AddressFailuresTests
{
    [Test]
    public void Over_the_bound_the_address_that_failed_longest_ago_is_forgotten()
    {
        var failures = new AddressFailures(timesMax: 3, TimeSpan.FromSeconds(10), addressesMax: 2);
        failures.Add("a", TimeSpan.FromSeconds(1));
        failures.Add("b", TimeSpan.FromSeconds(2));
        failures.Add("a", TimeSpan.FromSeconds(3));
        failures.Add("c", TimeSpan.FromSeconds(4));

        Assert.That(failures.Addresses, Is.EqualTo(2));
        Assert.That(new[] { "a", "b", "c" }.Select(a => failures.Count(a, TimeSpan.FromSeconds(4))), Is.EqualTo(new[] { 2, 0, 1 }));
    }

    [Test]
    public void An_address_without_failures_in_the_window_takes_no_room()
    {
        var failures = new AddressFailures(timesMax: 3, TimeSpan.FromSeconds(10), addressesMax: 100);
        for (var i = 0; i < 50; i++)
        {
            failures.Add($"{i}", TimeSpan.Zero);
        }

        Assert.That(failures.Count("0", TimeSpan.FromSeconds(10)), Is.Zero);
        Assert.That(failures.Addresses, Is.Zero);
    }

    [TestCase("10.0.0.1", "10.0.0.1")]
    [TestCase("::ffff:10.0.0.1", "10.0.0.1")]
    [TestCase("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [TestCase("node-1", "node-1")]
    public void One_address_is_what_one_subscriber_has(string host, string key) =>
        Assert.That(AddressKey.Of(new NodeAddress(host, 1)), Is.EqualTo(key));
}
