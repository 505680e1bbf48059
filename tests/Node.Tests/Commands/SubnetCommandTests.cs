using System.Diagnostics;
using System.Text.Json;

namespace Tidings.Node.Tests.Commands;

/// <summary>The main job, started as a user starts it.</summary>
[CancelAfter(60_000)]
public sealed class SubnetCommandTests
{
    private string _folder = "";

    [SetUp]
    public void Create()
    {
        _folder = Directory.CreateTempSubdirectory("tidings-test-").FullName;
        File.WriteAllBytes(Path.Combine(_folder, "empty"), []);
        File.WriteAllText(Path.Combine(_folder, "ἀγγελία.txt"), "tidings");
        Directory.CreateDirectory(Path.Combine(_folder, "below"));
        File.WriteAllBytes(Path.Combine(_folder, "below", "half a megabyte"), new byte[500_000]);
    }

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Every_file_of_a_directory_reaches_every_node(CancellationToken cancellationToken)
    {
        var result = await CommandLine.RunAsync(cancellationToken, "subnet", "--nodes", "3", "--lanes", "2", "--files", _folder, "--json");

        Assert.That(result.ExitCode, Is.Zero, result.Error);
        using var line = JsonDocument.Parse(result.Output);
        Assert.That(line.RootElement.GetProperty("verified").GetBoolean(), Is.True);
        Assert.That(line.RootElement.GetProperty("artifacts").GetInt32(), Is.EqualTo(3));
        Assert.That(line.RootElement.GetProperty("deliveries").GetInt32(), Is.EqualTo(6));
        Assert.That(line.RootElement.GetProperty("bytes").GetInt64(), Is.EqualTo(500_007));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task A_file_that_cannot_be_opened_is_named_and_the_rest_goes_on(CancellationToken cancellationToken)
    {
        // A name that is no text: nobody can open it by the name that the runtime gives.
        await ShellAsync("printf x > \"$0/$(printf 'un\\377readable')\"", cancellationToken);

        var result = await CommandLine.RunAsync(cancellationToken, "subnet", "--nodes", "2", "--lanes", "1", "--files", _folder, "--json");
        await ShellAsync("rm \"$0\"/un*", cancellationToken);

        result.AssertFailed("not published", "readable");
        using var line = JsonDocument.Parse(result.Output);
        Assert.That(line.RootElement.GetProperty("artifacts").GetInt32(), Is.EqualTo(3));
        Assert.That(line.RootElement.GetProperty("deliveries").GetInt32(), Is.EqualTo(3));
    }

    [Test]
    public async Task Every_mistake_in_the_options_is_told_at_once(CancellationToken cancellationToken)
    {
        var result = await CommandLine.RunAsync(
            cancellationToken,
            "subnet", "--nodes", "99", "--publishers", "100", "--lanes", "0", "--deadline", "0", "--files", Path.Combine(_folder, "nowhere"), "--topology", "ring");
        result.AssertFailed("--nodes", "--publishers", "--lanes", "--deadline", "nowhere", "--topology");
    }

    [Test]
    public async Task A_directory_without_files_is_an_error(CancellationToken cancellationToken)
    {
        var empty = Directory.CreateDirectory(Path.Combine(_folder, "nothing"));
        var result = await CommandLine.RunAsync(cancellationToken, "subnet", "--files", empty.FullName);
        result.AssertFailed("nothing");
    }

    private async Task ShellAsync(string script, CancellationToken cancellationToken)
    {
        using var shell = Process.Start("sh", ["-c", script, _folder]);
        await shell.WaitForExitAsync(cancellationToken);
        Assert.That(shell.ExitCode, Is.Zero);
    }
}
