using Tidings.Blocks.Artifacts;
using Tidings.Pipelines;
using Tidings.Pipelines.Graph;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Scenarios;
using Tidings.Simulation.Scenarios.Kinds;

namespace Tidings.Simulation.Byzantine;

/// <summary>The ways in which a node of a scenario can lie, by the kind of fault that each counts. One for each run. Not thread-safe.</summary>
internal sealed class Misbehaviours
{
    /// <summary>So few that a flood of a second or two overwrites its own adverts while they are asked for.</summary>
    private const int FloodedSlots = 16;

    private readonly Plot _notes = new();
    private readonly Plot _blobs = new();

    /// <summary>All of them, in the order of their ids.</summary>
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        FaultKind.Replay, FaultKind.NeverReads, FaultKind.NeverAnswers, FaultKind.AnswersLate, FaultKind.FalseAdverts, FaultKind.FalseSize, FaultKind.WrongBytes,
        FaultKind.WrongChunk, FaultKind.OversizeFrame, FaultKind.AdvertFlood, FaultKind.RequestFlood, FaultKind.Collusion, FaultKind.SlotsOutOfRange,
        FaultKind.Equivocation, FaultKind.SlowDrip, FaultKind.AlwaysBusy, FaultKind.FalseHeldMarks, FaultKind.FalseDigests,
    ];

    /// <summary>Makes nodes lie as a scenario plans it; what else it plans is not for here. Before the network runs.</summary>
    public static void Apply(SimulatedNetwork network, IEnumerable<PlannedFault> faults)
    {
        var misbehaviours = new Misbehaviours();
        foreach (var fault in faults.Where(static fault => All.Contains(fault.Kind)))
        {
            foreach (var node in fault.Nodes)
            {
                misbehaviours.Apply(network[node], fault.Kind, fault.Amount);
            }
        }
    }

    /// <summary>Makes a node lie, in this life and all later ones. A node may lie in several ways.</summary>
    /// <param name="node">Not started yet.</param>
    /// <param name="kind">One of <see cref="All"/>.</param>
    /// <param name="amount">
    /// How much, in the unit of the kind: a probability (WrongBytes), messages per second (floods, Replay), milliseconds (AnswersLate, AlwaysBusy,
    /// OversizeFrame, SlowDrip until it begins), messages that are read before (NeverReads). The others do it whenever they can.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">It is no way to lie.</exception>
    public void Apply(SimulatedNode node, FaultKind kind, double amount)
    {
        var faults = node.Network.Faults;
        Action bites = () => faults.Count(kind);
        switch (kind)
        {
            case FaultKind.NeverReads:
                node.Misbehave(graph => graph.NeverRead((int)amount, bites));
                break;
            case FaultKind.SlowDrip:
                node.DripSlowly(amount > 0 ? TimeSpan.FromMilliseconds(amount) : null);
                break;
            case FaultKind.OversizeFrame:
                node.SendOversizeFrames(TimeSpan.FromMilliseconds(amount));
                break;
            default:
                node.Misbehave(Of(kind, Note.Branch, amount, bites, _notes));
                node.Misbehave(Of(kind, Blob.Branch, amount, bites, _blobs));
                break;
        }
    }

    /// <summary>The edit of one kind's branch.</summary>
    private static Action<GraphBlueprint> Of<T>(FaultKind kind, Branch<T> branch, double amount, Action bites, Plot plot)
        where T : IArtifact<T>
    {
        return kind switch
        {
            FaultKind.Replay => graph => graph.ReplayFrames(branch, amount, bites),
            FaultKind.NeverAnswers => graph => graph.AdvertiseWithoutServing(branch, bites),
            FaultKind.AnswersLate => graph => graph.AnswerLate(branch, TimeSpan.FromMilliseconds(amount), bites),
            FaultKind.FalseAdverts => graph => graph.AdvertiseWhatNobodyHas(branch, bites),
            FaultKind.FalseSize => graph => graph.LieAboutSize(branch, bites),
            FaultKind.WrongBytes => graph => graph.ServeWrongBytes(branch, amount, bites),
            FaultKind.WrongChunk => graph => graph.ServeOneWrongChunk(branch, bites),
            FaultKind.AdvertFlood => graph => graph.FloodAdverts(branch, amount, FloodedSlots, bites),
            FaultKind.RequestFlood => graph => graph.FloodRequests(branch, amount, bites),
            FaultKind.Collusion => graph => graph.Collude(branch, plot, bites),
            FaultKind.SlotsOutOfRange => graph => graph.UseSlotsOutOfRange(branch, bites),
            FaultKind.Equivocation => graph => graph.Equivocate(branch, bites),
            FaultKind.AlwaysBusy => graph => graph.StayBusy(branch, TimeSpan.FromMilliseconds(amount), bites),
            FaultKind.FalseHeldMarks => graph => graph.ClaimToHold(branch, bites),
            FaultKind.FalseDigests => graph => graph.FalsifyDigests(branch, bites),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This is no way to lie."),
        };
    }
}
