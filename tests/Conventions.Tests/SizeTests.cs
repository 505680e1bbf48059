using System.Text.RegularExpressions;

namespace Conventions.Tests;

/// <summary>A ratchet on length: one idea a file, one thought a function.</summary>
public sealed partial class SizeTests
{
    private const int MedianMax = 60;
    private const int FileMax = 300;
    private const int LongFilesMax = 12;
    private const int LongFile = 200;
    private const int FunctionMax = 70;

    [Test]
    public void Files_are_short()
    {
        var lengths = Repository.Sources("src").Select(path => (Path: Repository.Relative(path), Lines: File.ReadLines(path).Count())).OrderBy(f => f.Lines).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lengths[lengths.Count / 2].Lines, Is.LessThan(MedianMax), "median");
            Assert.That(lengths.Where(f => f.Lines > FileMax), Is.Empty);
            Assert.That(lengths.Where(f => f.Lines > LongFile).ToList(), Has.Count.LessThanOrEqualTo(LongFilesMax));
        }
    }

    [Test]
    public void Functions_are_short() => Assert.That(Repository.Sources("src").SelectMany(LongFunctions), Is.Empty);

    private static IEnumerable<string> LongFunctions(string path)
    {
        var lines = File.ReadAllLines(path);
        for (var i = 1; i < lines.Length; i++)
        {
            if (!OpeningBrace().IsMatch(lines[i]) || TypeDeclaration().IsMatch(Declaration(lines, i)))
            {
                continue;
            }

            var closing = lines[i].Replace('{', '}');
            var end = Array.FindIndex(lines, i, line => line.StartsWith(closing, StringComparison.Ordinal));
            if (end - i > FunctionMax)
            {
                yield return $"{Repository.Relative(path)}:{i} has {end - i} lines";
            }
        }
    }

    // A declaration may span lines: everything back to the blank line before it.
    private static string Declaration(string[] lines, int brace)
    {
        var start = brace;
        while (start > 0 && lines[start - 1].Length > 0)
        {
            start--;
        }

        return string.Join(' ', lines[start..brace].Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"^( {4}| {8})\{$")]
    private static partial Regex OpeningBrace();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum|namespace)\b")]
    private static partial Regex TypeDeclaration();
}
