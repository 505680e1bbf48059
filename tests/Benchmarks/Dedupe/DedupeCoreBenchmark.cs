using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Move;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Dedupe;

/// <summary>Slot updates through the core, per update, with making the message: in frames of one, 16 and 256; of unknown artifacts with their bytes, and of those that are held.</summary>
public class DedupeCoreBenchmark
{
    private const int Items = 256;
    private const int Slots = 10_000;

    private readonly byte[] _body = Some.Bytes(Some.SmallBytes);
    private DedupeCore _unknown = null!;
    private DedupeCore _held = null!;
    private ulong _commit;

    [Params(1, 16, 256)]
    public int PerFrame { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _unknown = Core(ArtifactStatus.Unknown, Contents.Ledger());
        _held = Core(ArtifactStatus.Validated, Contents.Ledger());
        for (var done = 0; done < Slots; done += Items)
        {
            New();
            Held();
        }
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public int New() => Tell(_unknown, _body);

    [Benchmark(OperationsPerInvoke = Items)]
    public int Held() => Tell(_held, null);

    private static DedupeCore Core(ArtifactStatus status, IBufferSource buffers)
    {
        var options = new DedupeOptions();
        var core = new DedupeCore(new DedupeSettings(Some.Kind, Slots, options), new OpenPool(status), new HolderIndex(options), new KeptTables(), buffers);
        core.Handle(new DedupePeer(Some.Joined(1, Slots)), TimeSpan.Zero);
        return core;
    }

    private int Tell(DedupeCore core, byte[]? body)
    {
        var outputs = 0;
        for (var frame = 0; frame < Items / PerFrame; frame++)
        {
            var updates = new SlotUpdate[PerFrame];
            for (var i = 0; i < updates.Length; i++)
            {
                _commit++;
                updates[i] = new SlotUpdate((uint)(_commit % Slots), _commit, Some.Advert((long)_commit), body);
            }

            foreach (var output in core.Handle(new DedupeMessage(Some.From(1, new SlotsMessage(Some.Kind, updates))), TimeSpan.Zero).ToOutputs())
            {
                (output as IDisposable)?.Dispose();
                outputs++;
            }
        }

        return outputs;
    }
}
