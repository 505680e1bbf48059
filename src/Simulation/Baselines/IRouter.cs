namespace Tidings.Simulation.Baselines;

/// <summary>A protocol to compare with, as a state machine: one input at a time, and what follows from it.</summary>
internal interface IRouter
{
    /// <summary>When time alone changes something; null when it never does.</summary>
    TimeSpan? NextWake { get; }

    RouterEffects Handle(RouterInput input, TimeSpan now);
}
