using Tidings.Simulation.Scenarios.Kinds;

namespace Simulation.Tests.PlantedBugs;

/// <summary>Mistakes that systems of this kind have had, each put in from outside of the cores, whose own tests see nothing of it.</summary>
internal static class Catalogue
{
    private const string Delivery = Tidings.Simulation.Scenarios.Delivery.Name;
    private const string Drain = "clean drain";
    private const string Blame = "right blame";
    private const string Stages = "faults stay inside";
    private const string Deadlock = "no deadlock";
    private const string Verdicts = "no unvalidated entry";

    public static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("later session unheard", "dedupe keeps no table for a peer's second session", [Delivery], Plant.InDedupe(static _ => new LaterSessionUnheard())) { NeedsFault = true },
        new("later session untold", "publish tells a peer that comes back nothing", [Delivery], Plant.InPublish(static _ => new LaterSessionUntold())) { NeedsFault = true },
        new("later session unserved", "serve knows no lane of a peer's second session", [Delivery, Deadlock], Plant.InServe(static _ => new LaterSessionUnserved())) { NeedsFault = true },
        new("throws at a lane's end", "serve throws when a lane ends on which requests came", [Stages], Plant.InServe(static _ => new ThrowsWhenALaneEnds())) { NeedsFault = true },
        new("old requests served", "serve answers what was asked in the session before", [Blame], Plant.InServe(static _ => new OldRequestsServed())) { NeedsFault = true, Draw = BusyDraw.Of },
        new("urgent last", "serve compares priorities the wrong way round", ["urgent first"], Plant.InServe(static _ => new UrgentLast())) { Draw = BusyDraw.Large },
        new("later never", "serve gives the least urgent requests no turn", ["no starvation"], Plant.InServe(static _ => new LaterNever())) { Draw = BusyDraw.Large },
        new("lost wake-up", "serve misses one grant in twenty", [Delivery, Deadlock], Plant.InServe(static life => new GrantUnheard(life))),
        new("edge that loses", "bandwidth loses one message in 250", [Delivery, Deadlock, Drain], Plant.InBandwidth(static life => new OneInHundredsLost(life))),
        new("later lanes unheard", "bandwidth gives room to the lanes of a peer's first session only", [Delivery, Deadlock], Plant.InBandwidth(static _ => new LaterLanesUnheard())) { NeedsFault = true },
        new("fault is accept", "move takes a validator that threw for one that accepts", [Verdicts], Plant.InMove(static _ => new FaultIsAccept<Note>(), static _ => new FaultIsAccept<Blob>())) { NeedsFault = true },
        new("verdict on the last", "move applies a verdict to what arrived last", [Verdicts, Delivery], Plant.InMove(static _ => new VerdictOnTheLast<Note>(), static _ => new VerdictOnTheLast<Blob>())),
        new("judged twice", "validate tells two judgements of what it judged again", ["at most once"], Plant.InValidate(static _ => new JudgedTwice<Note>(), static _ => new JudgedTwice<Blob>())) { NeedsFault = true },
        new("second verdict lost", "validate forgets what it judges again", [Delivery], Plant.InValidate(static _ => new SecondVerdictLost<Note>(), static _ => new SecondVerdictLost<Blob>())) { NeedsFault = true },
        new("late buffer leaks", "download does not give back the buffer of a late chunk", [Drain, "bounded memory"], Plant.InDownload(static _ => new LateBufferLeaks<Note>(), static _ => new LateBufferLeaks<Blob>())) { NeedsFault = true, Draw = BusyDraw.Of },
        new("late is blamed", "download takes a late chunk for one never asked for", [Blame], Plant.InDownload(static life => new LateIsBlamed<Note>(life), static life => new LateIsBlamed<Blob>(life))) { NeedsFault = true, Draw = BusyDraw.Of },
        new("late is written over", "download writes a late chunk over what it has delivered", ["integrity", Verdicts, Delivery, Blame], Plant.InDownload(static _ => new LateIsWrittenOver<Note>(), static _ => new LateIsWrittenOver<Blob>())) { NeedsFault = true, Draw = BusyDraw.Of },
        new("waits for the gone", "download waits at the stop for peers that left", [Drain], Plant.InDownload(static _ => new WaitsForTheGone<Note>(), static _ => new WaitsForTheGone<Blob>())) { NeedsFault = true, Draw = BusyDraw.Of },
        new("busy is not found", "download leaves a holder that was busy", [Delivery], Plant.InDownload(static _ => new BusyIsNotFound<Note>(), static _ => new BusyIsNotFound<Blob>())),
        new("never woken", "download does not hear its timer", [Delivery, Deadlock], Plant.InDownload(static _ => new NeverWoken<Note>(), static _ => new NeverWoken<Blob>())),
        new("trusts the date", "download arms its timer for a date", [Delivery, Deadlock], Plant.InDownload(static life => new TrustsTheDate<Note>(life), static life => new TrustsTheDate<Blob>(life))) { NeedsFault = true, Draw = BugDraw.WithWrongDates },
        new("finished unheard", "prioritize misses the end of one download in five", [Delivery], Plant.InPrioritize(static life => new FinishedUnheard(life))),
        new("failure unheard", "prioritize never takes back what download gave up", [Delivery], Plant.InPrioritize(static _ => new FailureUnheard())) { NeedsFault = true, Draw = BusyDraw.Of },
        new("cancel leaks", "the memory of a download that is given up stays reserved", [Delivery, Drain], Plant.InPrioritize(static _ => new CancelLeaks())) { NeedsFault = true, Draw = BusyDraw.Of },
        new("repair never asked", "dedupe loses one update in ten and asks for no page again", [Delivery], Plant.InDedupe(static life => new RepairNeverAsked(life))),
        new("dials again at once", "a dial that failed is tried again without a wait", ["bounded dials"], ProcessDefects.DialsAgainAtOnce) { NeedsFault = true },
    ];
}
