using Tidings.Blocks;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Receive;

namespace Tidings.Pipelines;

/// <summary>The stages of the trunk, which all kinds share, and the way to the branch of a kind.</summary>
public static class Stages
{
    /// <summary>Frames of all peers become messages, and are routed to the branches from here.</summary>
    public static Stage<Inbound, PeerMessage> Receive { get; } = new("receive");

    /// <summary>Decides who may send what next; everything outgoing passes it.</summary>
    internal static Stage<BandwidthInput, OutboundMessage> Bandwidth { get; } = new("bandwidth");

    /// <summary>Hands messages to the lanes.</summary>
    internal static SinkStage<OutboundMessage> Send { get; } = new("send");

    /// <summary>Says that lanes have written.</summary>
    internal static SignalKey<RoomFreed> BandwidthRoom { get; } = new("bandwidth/room");

    internal static SignalKey<BandwidthWake> BandwidthWake { get; } = new("bandwidth/wake");

    /// <summary>The stages of one kind.</summary>
    /// <typeparam name="T">The artifact.</typeparam>
    /// <param name="kind">The name that the kind was added with.</param>
    public static Branch<T> Of<T>(string kind)
        where T : IArtifact<T> => new(kind);
}
