using Tidings.Blocks.Wire;

namespace Tidings.Runtime.Peers;

/// <summary>Why a connection is refused or closed: a word for machines, and a sentence for both operators.</summary>
internal sealed record Refusal(DisconnectReason Reason, string Detail)
{
    public static Refusal Of(DisconnectReason reason) => new(reason, reason.Sentence());

    /// <summary>Somebody else's sentence; its full stop is ours to set.</summary>
    public static Refusal Said(DisconnectReason reason, string sentence) => new(reason, sentence.TrimEnd('.'));

    /// <summary>The same words for the other side, cut to what a GOODBYE may hold.</summary>
    public GoodbyeMessage ToGoodbye() =>
        new((uint)Reason.ToWire(), WireText.Fit(Detail, WireLimits.ReasonBytesMax));
}
