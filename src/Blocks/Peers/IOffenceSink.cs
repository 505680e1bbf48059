namespace Tidings.Blocks.Peers;

/// <summary>Where the stages report what a peer did. Thread-safe; returns at once.</summary>
public interface IOffenceSink
{
    /// <summary>Counts an offence against a peer; the peer manager decides what follows.</summary>
    /// <param name="peer">Who did it.</param>
    /// <param name="offence">What.</param>
    /// <param name="detail">For the operator; a constant or short text.</param>
    void Report(NodeId peer, Offence offence, string detail);
}
