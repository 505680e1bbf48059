using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Wire;

namespace Simulation.Tests.PlantedBugs;

/// <summary>Now and then a slot update is lost, and digests are compared for nothing: a page that differs is not asked for.</summary>
internal sealed class RepairNeverAsked(Life life) : Defect<DedupeInput, DedupeOutput>
{
    public override IEnumerable<DedupeInput> Hear(DedupeInput input) =>
        input is DedupeMessage { Message.Body: SlotsMessage } && life.Random.Chance(0.1) ? Nothing(input) : [input];

    public override IEnumerable<DedupeOutput> Say(DedupeOutput output) => output is MismatchDue ? [] : [output];
}
