using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Move;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Move;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Publish;

namespace Tidings.Benchmarks.Stages;

/// <summary>A candidate arrives, is accepted, and the oldest artifact is removed: three inputs, in a pool of 4096. Per artifact, with making the candidate.</summary>
public class MoveBlockBenchmark
{
    private const int Items = 64;

    private PoolRig _rig = null!;
    private StageRig<MoveInput<Note>, PublishInput> _stage = null!;

    [GlobalSetup]
    public void Fill()
    {
        _rig = new PoolRig(held: 4096);
        _stage = new StageRig<MoveInput<Note>, PublishInput>(context => MoveBlock.Create(
            new MoveSettings<Note>
            {
                Kind = Some.Kind,
                Pool = _rig.Pool,
                Options = new PoolOptions(),
                Holders = new HolderIndex(new DedupeOptions()),
                Offences = new NoOffences(),
                StatusChanged = new ActingSignal<DedupePool>(),
                PoolChanged = new ActingSignal<PrioritizeWake>(),
                Wake = new ActingSignal<bool>(),
            },
            context),
            weigh: static output => ((PublishChanges)output).Changes.Count);
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void AcceptAndRemove()
    {
        for (var i = 0; i < Items; i++)
        {
            var candidate = _rig.Candidate();
            _stage.Post(new Arrived<Note>(candidate));
            _stage.Post(new Verdicts<Note>(new Judged<Note>(candidate, Verdict.Accept)));
            _stage.Post(_rig.RemoveOldest());
        }

        _stage.Run(expected: 2 * Items);
    }
}
