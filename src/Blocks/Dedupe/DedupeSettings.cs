namespace Tidings.Blocks.Dedupe;

/// <summary>What the dedupe stage of one kind is made with.</summary>
/// <param name="Kind">The kind's name.</param>
/// <param name="Slots">Slots that a peer may use here.</param>
/// <param name="Options">The stage's options.</param>
internal sealed record DedupeSettings(string Kind, int Slots, DedupeOptions Options);
