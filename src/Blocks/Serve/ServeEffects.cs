using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Serve;

/// <summary>How a request was answered. Part of metrics.</summary>
internal enum ServeOutcome
{
    Done,
    Cancelled,
    Gone,
    NotFound,
    Busy,
    TooLarge,
}

/// <summary>What follows from one input. Used again for the next: read it before that.</summary>
internal sealed class ServeEffects
{
    /// <summary>Demands, messages under a grant, grants given back; in order.</summary>
    public List<BandwidthInput> Outputs { get; } = [];

    public List<(NodeId Peer, Offence Offence, string Detail)> Offences { get; } = [];

    /// <summary>Requests that got an answer, by <see cref="ServeOutcome"/>.</summary>
    public int[] Answered { get; } = new int[Enum.GetValues<ServeOutcome>().Length];

    public void Clear()
    {
        Outputs.Clear();
        Offences.Clear();
        Array.Clear(Answered);
    }
}
