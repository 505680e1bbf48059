namespace Tidings.Simulation.Nodes;

/// <summary>How a node comes to a sudden end.</summary>
public enum CrashKind
{
    /// <summary>The process is killed; its machine lives on and resets the process's streams, which the peers see when that arrives.</summary>
    Killed,

    /// <summary>
    /// The machine is gone without a word: streams to it stay half open until their other ends give up, or until the machine is back and answers bytes of a
    /// stream that it does not know with a reset. Dials get no answer.
    /// </summary>
    PowerLoss,
}
