using Tidings.Benchmarks.Support;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Publish;

namespace Tidings.Benchmarks.Publish;

/// <summary>A publish core with seven neighbours that grant at once what is demanded; each new artifact takes the place of the oldest.</summary>
internal sealed class PublishWorld
{
    public const int Peers = 7;

    private static readonly byte[] Bytes = Some.Bytes(Some.SmallBytes);

    private readonly PublishCore _core;
    private readonly int _slots;
    private readonly bool _isOurs;
    private readonly List<Grant> _grants = [];
    private readonly SlotChange[] _change = new SlotChange[1];
    private long _artifact;

    public PublishWorld(int slots, bool isOurs)
    {
        (_slots, _isOurs) = (slots, isOurs);
        // These neighbours answer nothing.
        var options = new PublishOptions { AnswerWithin = TimeSpan.Zero };
        var limits = new KindLimits { Slots = slots };
        _core = new PublishCore(
            new PublishSettings(Some.Kind, Some.Node(0), 1, limits, options),
            new HolderIndex(new DedupeOptions()),
            new ReceiptBook(options, new OpenPool(), TimeProvider.System));
        for (var peer = 1; peer <= Peers; peer++)
        {
            Handle(new PublishPeer(Some.Joined(peer, slots)));
        }

        while (Grant())
        {
        }

        for (var i = 0; i < slots; i++)
        {
            Change();
        }

        if (UpdatesSent != slots * Peers)
        {
            throw new InvalidOperationException($"{UpdatesSent} updates told {slots} artifacts to {Peers} neighbours.");
        }
    }

    public int UpdatesSent { get; private set; }

    public ulong LastCommit { get; private set; }

    /// <summary>The oldest artifact goes, a new one comes, and all neighbours are told.</summary>
    public void Change()
    {
        if (_artifact >= _slots)
        {
            _change[0] = new SlotChange(Advert(_artifact - _slots), false, null);
            Handle(new PublishChanges(_change));
        }

        _change[0] = new SlotChange(Advert(_artifact++), true, _isOurs ? new SharedContent(Bytes) : null);
        Handle(new PublishChanges(_change));
        while (Grant())
        {
        }
    }

    public void Handle(PublishInput input)
    {
        var effects = _core.Handle(input, TimeSpan.Zero);
        UpdatesSent += effects.UpdatesSent;
        foreach (var output in effects.Outputs)
        {
            if (output is Demand demand)
            {
                _grants.Add(new Grant(demand.Peer, demand.Session, demand.Lane, demand.Class, demand.Bytes));
            }
            else if (output is OutboundMessage { Message: Blocks.Wire.SlotsMessage { Updates: [.., var last] } })
            {
                LastCommit = last.Commit;
            }
        }
    }

    private Advert Advert(long number) => Some.Advert(number, _isOurs ? Some.SmallBytes : 1 << 20, _isOurs ? Some.Node(0) : Some.Node(99));

    private bool Grant()
    {
        if (_grants.Count == 0)
        {
            return false;
        }

        var grants = new Grants([.. _grants]);
        _grants.Clear();
        Handle(new PublishGranted(grants));
        return true;
    }
}
