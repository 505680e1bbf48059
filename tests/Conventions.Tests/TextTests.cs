using System.Text.RegularExpressions;

namespace Conventions.Tests;

public sealed partial class TextTests
{
    [Test]
    public void Sources_name_no_unfinished_work() =>
        Assert.That(
            Repository.Sources("src").Concat(Repository.Sources("docs/samples")).Where(path => Unfinished().IsMatch(File.ReadAllText(path))).Select(Repository.Relative),
            Is.Empty);

    [Test]
    public void Tests_do_not_sleep() =>
        Assert.That(
            Repository.Sources("tests").Where(path => Path.GetFileName(path) != "TextTests.cs" && Sleeps().IsMatch(File.ReadAllText(path))).Select(Repository.Relative),
            Is.Empty);

    [Test]
    public void Every_code_block_of_the_guides_is_compiled()
    {
        var samples = Repository.Sources("docs/samples").Select(path => Squeeze(File.ReadAllText(path))).ToList();
        var strays = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "guide"), "*.md")
            .SelectMany(path => CodeBlock().Matches(File.ReadAllText(path)).Select(block => (Path: Repository.Relative(path), Code: block.Groups[1].Value)))
            .Where(block => !samples.Any(sample => sample.Contains(Squeeze(block.Code), StringComparison.Ordinal)))
            .Select(block => $"{block.Path}: {block.Code[..Math.Min(80, block.Code.Length)]}");
        Assert.That(strays, Is.Empty);
    }

    [Test]
    public void Types_that_the_documents_name_exist()
    {
        var names = new[] { "Tidings.Blocks", "Tidings.Pipelines", "Tidings.Runtime", "Tidings.Simulation", "tidings" }
            .SelectMany(name => System.Reflection.Assembly.Load(name).GetTypes())
            .Select(type => type.Name.Split('`')[0])
            .ToHashSet(StringComparer.Ordinal);
        var documents = new[] { "src/Blocks/README.md", "docs/ARCHITECTURE.md" }.Select(path => Path.Combine(Repository.Root, path));
        var strays = documents.SelectMany(path => TypeName().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value)).Distinct().Where(name => !names.Contains(name));
        Assert.That(strays, Is.Empty);
    }

    private static string Squeeze(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"Thread\.Sleep|Task\.Delay\([0-9]")]
    private static partial Regex Sleeps();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    // A name in backticks that looks like one of our types: two capitals at least, no dots or spaces.
    [GeneratedRegex(@"`([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)(?:<[^`]*>)?`")]
    private static partial Regex TypeName();
}
