using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Dedupe;

/// <summary>One advert after the other of the same artifacts by seven neighbours: what each further holder of an artifact costs.</summary>
public class HolderIndexBenchmark
{
    private const int Peers = 7;
    private const int Artifacts = 256;
    private const int Slots = 4096;

    private AdvertTable _adverts = null!;
    private SlotTable[] _tables = null!;
    private ulong _commit;

    [GlobalSetup]
    public void Fill()
    {
        var index = new HolderIndex(new DedupeOptions());
        _adverts = new AdvertTable(new ReceiveCheck(new OpenPool(), Contents.Ledger()), index, new ShortAdverts(index, new OpenPool(), new DedupeOptions()));
        _tables = [.. Enumerable.Range(1, Peers).Select(peer => new SlotTable(Some.Node(peer), Slots))];
        foreach (var table in _tables)
        {
            table.Join(1, 1, Slots);
        }

        for (var done = 0; done < Slots; done += Artifacts)
        {
            SevenHolders();
        }
    }

    [Benchmark(OperationsPerInvoke = Artifacts * Peers)]
    public void SevenHolders()
    {
        foreach (var table in _tables)
        {
            var effects = new DedupeEffects();
            for (var i = 1; i <= Artifacts; i++)
            {
                var commit = _commit + (ulong)i;
                _adverts.Update(table, new SlotUpdate((uint)(commit % Slots), commit, Some.Advert((long)commit), null), effects);
            }
        }

        _commit += Artifacts;
    }
}
