using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Stages;

/// <summary>
/// Artifacts of 1 KiB that this node makes: so many changes come together, then all seven neighbours are granted room at once. Per artifact, all neighbours
/// together; each takes the place of the oldest of 4096.
/// </summary>
public class PublishBlockBenchmark
{
    private const int Items = 64;
    private const int Slots = 4096;
    private const int Peers = 7;

    private readonly List<Grant> _grants = [];
    private readonly byte[] _bytes = Some.Bytes(Some.SmallBytes);
    private StageRig<PublishInput, BandwidthInput> _stage = null!;
    private long _artifact;
    private int _told;

    [Params(1, 16)]
    public int PerGrant { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        // These neighbours answer nothing.
        var options = new PublishOptions { AnswerWithin = TimeSpan.Zero };
        var settings = new PublishSettings(Some.Kind, Some.Node(0), 1, new KindLimits { Slots = Slots }, options);
        var receipts = new ReceiptBook(options, new OpenPool(), TimeProvider.System);
        _stage = new StageRig<PublishInput, BandwidthInput>(
            context => PublishBlock.Create(
                settings, new HolderIndex(new DedupeOptions()), receipts, new NoOffences(), new ActingSignal<PublishWake>(), context),
            Take);
        for (var peer = 1; peer <= Peers; peer++)
        {
            _stage.Post(new PublishPeer(Some.Joined(peer, Slots)));
        }

        Grant();
        for (var done = 0; done < Slots; done += Items)
        {
            PublishToSeven();
        }
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public int PublishToSeven()
    {
        _told = 0;
        for (var done = 0; done < Items; done += PerGrant)
        {
            for (var i = 0; i < PerGrant; i++)
            {
                if (_artifact >= Slots)
                {
                    _stage.Post(new PublishChanges([new SlotChange(Advert(_artifact - Slots), false, null)]));
                }

                _stage.Post(new PublishChanges([new SlotChange(Advert(_artifact++), true, new SharedContent(_bytes))]));
            }

            Grant();
        }

        return _told == Items * Peers ? _told : throw new InvalidOperationException($"{_told} updates told {Items} artifacts to {Peers} neighbours.");
    }

    private static Advert Advert(long number) => Some.Advert(number, Some.SmallBytes, Some.Node(0));

    private void Grant()
    {
        for (_stage.Run(); _grants.Count > 0; _stage.Run())
        {
            var grants = new Grants([.. _grants.GroupBy(grant => grant.Peer).Select(ofPeer => ofPeer.Last())]);
            _grants.Clear();
            _stage.Post(new PublishGranted(grants));
        }
    }

    private void Take(BandwidthInput output)
    {
        if (output is Demand demand)
        {
            _grants.Add(new Grant(demand.Peer, demand.Session, demand.Lane, demand.Class, demand.Bytes));
        }
        else if (output is OutboundMessage { Message: SlotsMessage slots })
        {
            _told += slots.Updates.Count;
        }
    }
}
