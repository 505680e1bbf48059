using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Download;
using Tidings.Blocks.Move;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Serve;
using Tidings.Simulation.Scenarios;
using Tidings.Simulation.Scenarios.Kinds;

namespace Simulation.Tests.PlantedBugs;

/// <summary>What is found is the bug, and not the way in which it was put in.</summary>
public sealed class HuntTests
{
    [Test]
    public void Defects_that_do_nothing_break_nothing([Values(1, 2, 3)] int seed, [Values] bool isBusy)
    {
        var draw = isBusy ? BusyDraw.Of : (Func<long, Scenario>)BugDraw.Of;
        var none = new PlantedBug("none", "nothing is wrong", [], static node =>
        {
            Plant.InDedupe(static _ => new None<DedupeInput, DedupeOutput>())(node);
            Plant.InPrioritize(static _ => new None<PrioritizeInput, DownloadOrder>())(node);
            Plant.InDownload(
                static _ => new None<DownloadInput, DownloadOutput<Note>>(),
                static _ => new None<DownloadInput, DownloadOutput<Blob>>())(node);
            Plant.InValidate(static _ => new None<Candidate<Note>, Judged<Note>>(), static _ => new None<Candidate<Blob>, Judged<Blob>>())(node);
            Plant.InMove(
                static _ => new None<MoveInput<Note>, PublishInput>(),
                static _ => new None<MoveInput<Blob>, PublishInput>())(node);
            Plant.InPublish(static _ => new None<PublishInput, BandwidthInput>())(node);
            Plant.InServe(static _ => new None<ServeInput, BandwidthInput>())(node);
            Plant.InBandwidth(static _ => new None<BandwidthInput, OutboundMessage>())(node);
        });
        Assert.That(Hunt.Play(none, draw(seed), isPlanted: true)?.Message, Is.Null);
    }

    [Test]
    public void A_finding_is_the_same_every_time()
    {
        var bug = Catalogue.All.First(static bug => bug.NeedsFault);
        var finding = Hunt.For(bug);
        Assert.That(Hunt.Play(bug, bug.Draw(finding.Seed!.Value), isPlanted: true), Is.EqualTo(finding.Failure));
    }

    private sealed class None<TIn, TOut> : Defect<TIn, TOut>;
}
