using Tidings.Node.Tests.Http;

namespace Tidings.Node.Tests.Commands;

/// <summary>The commands that speak to a running node, and the one that runs it.</summary>
[CancelAfter(60_000)]
public sealed class NodeCommandsTests
{
    private string _folder = "";

    [SetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("tidings-test-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task What_can_be_read_is_published_and_got_back_what_cannot_is_named(CancellationToken cancellationToken)
    {
        await using var node = await HttpNode.StartAsync(cancellationToken);
        var url = node.Client.BaseAddress!.ToString();
        var file = Path.Combine(_folder, "note.txt");
        await File.WriteAllTextAsync(file, "tidings of great joy", cancellationToken);

        var publish = await CommandLine.RunAsync(cancellationToken, "publish", "--node", url, Path.Combine(_folder, "vanished"), file);
        publish.AssertFailed("vanished");
        Assert.That(publish.Output, Does.Match("^[0-9a-f]{64}  note.txt\n$"));
        var id = publish.Output[..64];

        var get = await CommandLine.RunAsync(cancellationToken, "get", "--node", url, id);
        Assert.That((get.ExitCode, get.Output), Is.EqualTo((0, "tidings of great joy")));
        var pool = await CommandLine.RunAsync(cancellationToken, "pool", "--node", url);
        Assert.That(pool.Output, Does.Contain(id).And.Contain("note.txt"));
        var peers = await CommandLine.RunAsync(cancellationToken, "peers", "--node", url);
        Assert.That(peers.Output, Does.Contain("Apart"));
    }

    [Test]
    public async Task An_unknown_id_or_nobody_at_the_address_is_an_error_in_words(CancellationToken cancellationToken)
    {
        await using (var node = await HttpNode.StartAsync(cancellationToken))
        {
            var get = await CommandLine.RunAsync(cancellationToken, "get", "--node", node.Client.BaseAddress!.ToString(), new('0', 64));
            get.AssertFailed("No file");
            Assert.That(get.Output, Is.Empty);
        }

        var pool = await CommandLine.RunAsync(cancellationToken, "pool", "--node", "http://127.0.0.1:1");
        pool.AssertFailed("127.0.0.1:1");
    }

    [Test]
    public async Task Every_mistake_of_a_configuration_is_named_and_nothing_starts(CancellationToken cancellationToken)
    {
        var config = Path.Combine(_folder, "node.json");
        await File.WriteAllTextAsync(
            config,
            """
            {
              "Tidings": { "Listen": "here", "Nonsense": 1, "Peers": [ { "Key": "x" } ], "Sessions": { "Lanes": 99 }, "Kinds": { "file": { "Slots": 0 } } },
              "Http": { "Listen": "0.0.0.0:80", "ThrottleAbove": 3 }
            }
            """,
            cancellationToken);

        var result = await CommandLine.RunAsync(cancellationToken, "node", "--config", config);

        result.AssertFailed(
            "Tidings:Listen", "Nonsense", "Peers:0:Key", "Lanes", "Slots", "Identity:CertificatePath", "Http:Listen", "Http:ThrottleAbove");
        Assert.That(result.Output, Is.Empty, "no node said where it is");
    }

    [TestCase("{ \"Tidings\": { \"Listen\": \"here\" } }")]
    [TestCase("{ \"Tidings\": ")]
    [TestCase("{ \"Http\": { \"ThrottleAbove\": \"much\" } }")]
    public async Task A_configuration_that_cannot_be_used_is_an_error_in_words(string content, CancellationToken cancellationToken)
    {
        var config = Path.Combine(_folder, "node.json");
        await File.WriteAllTextAsync(config, content, cancellationToken);
        var result = await CommandLine.RunAsync(cancellationToken, "node", "--config", config);
        result.AssertFailed();
        Assert.That(result.Error, Does.Contain("node.json").Or.Contain("ThrottleAbove").Or.Contain("Tidings:Listen"));
    }

    [Test]
    public async Task A_configuration_that_is_not_there_is_named(CancellationToken cancellationToken) =>
        (await CommandLine.RunAsync(cancellationToken, "node", "--config", Path.Combine(_folder, "nowhere.json"))).AssertFailed("nowhere.json");

    [Test]
    public async Task Identities_are_made_once_shown_and_never_overwritten_unasked([Values("node.pem", "node.pfx")] string name, CancellationToken cancellationToken)
    {
        var file = Path.Combine(_folder, name);
        var made = await CommandLine.RunAsync(cancellationToken, "identity", "new", file);
        Assert.That(made.ExitCode, Is.Zero, made.Error);
        Assert.That(made.Output, Does.Match("^[0-9a-f]{64}\n$"));

        var again = await CommandLine.RunAsync(cancellationToken, "identity", "new", file);
        again.AssertFailed(name, "--force");
        var shown = await CommandLine.RunAsync(cancellationToken, "identity", "show", file);
        Assert.That((shown.ExitCode, shown.Output), Is.EqualTo((0, made.Output)));
    }

    [Test]
    public async Task A_file_that_is_no_identity_is_an_error_in_words(CancellationToken cancellationToken)
    {
        var file = Path.Combine(_folder, "node.pem");
        await File.WriteAllTextAsync(file, "nothing of the kind", cancellationToken);
        (await CommandLine.RunAsync(cancellationToken, "identity", "show", file)).AssertFailed("node.pem");
    }
}
