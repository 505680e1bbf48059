namespace Tidings.Simulation.Checks;

/// <summary>After which steps of a node an invariant is asked: most of what it looks at changes in few of them.</summary>
[Flags]
internal enum Occasion
{
    /// <summary>After none: at rest and at the end alone.</summary>
    None = 0,

    /// <summary>After every one.</summary>
    Step = 1,

    /// <summary>When the step left something in the records that an invariant looks at.</summary>
    News = 2,

    /// <summary>Every <see cref="InvariantList.TurnSteps"/> steps of the process, for what costs more than a step or cannot pass by unseen.</summary>
    Turn = 4,
}
