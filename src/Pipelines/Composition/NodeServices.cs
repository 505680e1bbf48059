using System.Diagnostics.Metrics;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Wire;
using Tidings.Pipelines.Configuration;

namespace Tidings.Pipelines.Composition;

/// <summary>What all stages of one node share.</summary>
internal sealed class NodeServices
{
    public NodeServices(NodeWorld world, TidingsOptions options, IReadOnlyList<KeyValuePair<string, KindLimits>> kinds)
    {
        World = world;
        Options = options;
        Kinds = kinds;
        Ledger = new ByteLedger(options.Ledger, kinds);
        Contents = new ContentStore(options.Content, Ledger.ChunkBuffers);
        Wire = new ProtobufWireCodec(kinds.Select(kind => kind.Key));
        Meter = world.MeterFactory.Create("Tidings");
        _ = new LedgerInstruments(Meter, Ledger);
    }

    public NodeWorld World { get; }

    public TidingsOptions Options { get; }

    /// <summary>Limits of each kind, in the order in which the kinds were added.</summary>
    public IReadOnlyList<KeyValuePair<string, KindLimits>> Kinds { get; }

    public ByteLedger Ledger { get; }

    public ContentStore Contents { get; }

    public IWireCodec Wire { get; }

    public Meter Meter { get; }
}
