using Tidings.Simulation.Faults;

namespace Tidings.Simulation.Byzantine;

/// <summary>How much of a lie makes trouble without making a run long: the amounts of experiments that name none.</summary>
internal static class Amounts
{
    /// <summary>In the unit of the kind; see <see cref="Misbehaviours"/>.</summary>
    public static double Of(FaultKind kind) => kind switch
    {
        FaultKind.Replay => 10,
        FaultKind.NeverReads => 30,
        FaultKind.AnswersLate => 700,
        FaultKind.WrongBytes => 1,
        FaultKind.AdvertFlood => 40,
        FaultKind.RequestFlood => 50,
        FaultKind.AlwaysBusy => 500,
        FaultKind.OversizeFrame => 500,
        FaultKind.SlowDrip => 500,
        _ => 0,
    };
}
