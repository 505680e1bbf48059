using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Publish;

/// <summary>What one input led to. One object serves all inputs, one after the other: what it says is valid until the next one.</summary>
internal sealed class PublishEffects
{
    private readonly List<BandwidthInput> _outputs = [];

    public IReadOnlyList<BandwidthInput> Outputs => _outputs;

    /// <summary>Slot updates written, pushes included.</summary>
    public int UpdatesSent { get; private set; }

    /// <summary>Updates that carried the artifact.</summary>
    public int PushesSent { get; private set; }

    /// <summary>Whose held marks were found to differ from what it said of them.</summary>
    public Episode? HeldMismatch { get; set; }

    /// <summary>Who gave more held marks than there can be.</summary>
    public Episode? Flooded { get; set; }

    public void Clear()
    {
        _outputs.Clear();
        UpdatesSent = 0;
        PushesSent = 0;
        HeldMismatch = null;
        Flooded = null;
    }

    public void Send(BandwidthInput item) => _outputs.Add(item);

    public void Sent(bool isPush)
    {
        UpdatesSent++;
        PushesSent += isPush ? 1 : 0;
    }
}

/// <summary>A peer of which something is noticed, and whether it was not noticed just before.</summary>
internal readonly record struct Episode(NodeId Peer, bool IsFirst);
