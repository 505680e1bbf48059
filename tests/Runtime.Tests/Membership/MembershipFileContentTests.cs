using System.Text;
using Tidings.Runtime.Membership;

namespace Tidings.Runtime.Tests.Membership;

public class MembershipFileContentTests
{
    private static readonly string Key = Ids.Of(1).ToString();

    [Test]
    public void What_is_written_is_read_back()
    {
        var list = Lists.At(7, (1, "a:1"), (2, "[::1]:2"));
        var (read, mistake) = MembershipFileContent.Parse(MembershipFileContent.Of(list).ToJson());
        Assert.That(mistake, Is.Null);
        Assert.That(read!.Hash, Is.EqualTo(list.Hash));
        Assert.That(read.Members.SelectMany(static m => m.Addresses), Is.EqualTo(list.Members.SelectMany(static m => m.Addresses)));
    }

    [Test]
    public void A_hand_written_file_may_have_comments_and_a_member_without_addresses()
    {
        var (read, mistake) = Parse($$"""
            {
              // the first three
              "version": 3,
              "members": [ { "key": "{{Key}}" }, ],
            }
            """);
        Assert.That(mistake, Is.Null);
        Assert.That((read!.Version, read.Members.Single().Addresses.Length), Is.EqualTo((3UL, 0)));
    }

    [TestCase("", "JSON")]
    [TestCase("null", "null")]
    [TestCase("{}", "version")]
    [TestCase("{ \"version\": 1 }", "members")]
    [TestCase("{ \"version\": -1, \"members\": [] }", "version")]
    [TestCase("{ \"version\": 1, \"members\": null }", "members")]
    [TestCase("{ \"version\": 1, \"members\": [ null ] }", "members")]
    [TestCase("{ \"version\": 1, \"members\": [ { \"key\": \"abc\" } ] }", "64 hexadecimal")]
    [TestCase("{ \"version\": 1, \"members\": [ { \"key\": \"KEY\", \"addresses\": [ \"nowhere\" ] } ] }", "nowhere")]
    [TestCase("{ \"version\": 1, \"members\": [ { \"key\": \"KEY\" }, { \"key\": \"KEY\" } ] }", "twice")]
    [TestCase("{ \"version\": 1, \"members\": [ { \"key\": \"KEY\", \"adresses\": [] } ] }", "adresses")]
    [TestCase("{ \"version\": 1, \"members\": [ { \"key\": \"KEY\", \"addresses\": [ null ] } ] }", "address")]
    public void A_mistake_is_said(string json, string reason)
    {
        var (read, mistake) = Parse(json.Replace("KEY", Key, StringComparison.Ordinal));
        Assert.That(read, Is.Null);
        Assert.That(mistake, Does.Contain(reason));
    }

    [Test]
    public void A_member_has_so_many_addresses_at_most()
    {
        var addresses = string.Join(',', Enumerable.Range(1, MembershipFileContent.AddressesMax + 1).Select(static i => $"\"a:{i}\""));
        var (_, mistake) = Parse($$"""{ "version": 1, "members": [ { "key": "{{Key}}", "addresses": [ {{addresses}} ] } ] }""");
        Assert.That(mistake, Does.Contain("at most 16"));
    }

    private static (MembershipList? List, string? Mistake) Parse(string json) => MembershipFileContent.Parse(Encoding.UTF8.GetBytes(json));
}
