namespace Tidings.Simulation.Network;

/// <summary>How a stream is cut on its way.</summary>
public enum StreamCut
{
    /// <summary>Both ends get a reset, as from a middlebox that forgot the stream.</summary>
    Reset,

    /// <summary>Both ends see the other one's end of stream, as from a proxy that closed; what they still write is answered with a reset.</summary>
    End,

    /// <summary>Nothing passes any more and nobody is told: a half-open stream, for ever.</summary>
    Silence,
}
