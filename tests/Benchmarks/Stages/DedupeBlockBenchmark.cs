using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Stages;

/// <summary>New artifacts of 1 KiB pushed by one neighbour, in frames of so many. Per artifact, with making the message.</summary>
public class DedupeBlockBenchmark
{
    private const int Items = 256;
    private const int Slots = 4096;

    private readonly byte[] _body = Some.Bytes(Some.SmallBytes);
    private StageRig<DedupeInput, DedupeOutput> _stage = null!;
    private ulong _commit;

    [Params(1, 16)]
    public int PerFrame { get; set; }

    [GlobalSetup]
    public void Join()
    {
        var options = new DedupeOptions();
        var settings = new DedupeSettings(Some.Kind, Slots, options);
        _stage = new StageRig<DedupeInput, DedupeOutput>(context => DedupeBlock.Create(
            settings, new OpenPool(), new HolderIndex(options), new KeptTables(), Contents.Ledger(), new NoOffences(), new ActingSignal<DedupePool>(), context));
        _stage.Post(new DedupePeer(Some.Joined(1, Slots)));
        for (var done = 0; done < Slots; done += Items)
        {
            Tell();
        }
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void Tell()
    {
        for (var frame = 0; frame < Items / PerFrame; frame++)
        {
            var updates = new SlotUpdate[PerFrame];
            for (var i = 0; i < updates.Length; i++)
            {
                _commit++;
                updates[i] = new SlotUpdate((uint)(_commit % Slots), _commit, Some.Advert((long)_commit), _body);
            }

            _stage.Post(new DedupeMessage(Some.From(1, new SlotsMessage(Some.Kind, updates))));
        }

        _stage.Run(expected: Items / PerFrame);
    }
}
