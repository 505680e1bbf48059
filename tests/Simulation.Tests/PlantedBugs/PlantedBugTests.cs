namespace Simulation.Tests.PlantedBugs;

/// <summary>The simulator finds what it is there to find.</summary>
public sealed class PlantedBugTests
{
    private readonly List<string> _rows = [];

    private static IEnumerable<TestCaseData> Bugs => Catalogue.All.Select(static bug => new TestCaseData(bug).SetArgDisplayNames(bug.Name));

    [TestCaseSource(nameof(Bugs))]
    public void Is_found(object planted)
    {
        var bug = (PlantedBug)planted;
        var finding = Hunt.For(bug);
        _rows.Add(finding.Row);
        Assert.That(finding.Seed, Is.Not.Null, $"{bug.Name}: {bug.What}; {Hunt.SeedsMax} seeds found nothing");
        Assert.That(bug.Found, Does.Contain(finding.Failure!.Invariant), finding.Failure.Message);
        var scenario = bug.Draw(finding.Seed!.Value);
        Assert.That(Hunt.Play(bug, scenario, isPlanted: false)?.Message, Is.Null, "the same seed without the bug");
        if (bug.NeedsFault)
        {
            Assert.That(Hunt.Play(bug, scenario with { Faults = [] }, isPlanted: true)?.Message, Is.Null, "the same seed with the bug and without the faults");
        }
    }

    [OneTimeTearDown]
    public void Tell() => TestContext.Progress.WriteLine(string.Join('\n', _rows.Prepend(Finding.Head)));

    [Test]
    public void The_catalogue_is_as_large_as_promised()
    {
        Assert.That(Catalogue.All, Has.Count.AtLeast(15));
        Assert.That(Catalogue.All.Count(static bug => bug.NeedsFault), Is.AtLeast(10));
        Assert.That(Catalogue.All.Select(static bug => bug.Name), Is.Unique);
    }
}
