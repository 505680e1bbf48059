namespace Tidings.Pipelines.Telemetry;

/// <summary>Every log event of this assembly, once; 2000 to 2999.</summary>
internal static class EventIds
{
    public const int GraphStarted = 2001;
    public const int StageFaulted = 2002;
    public const int GraphDrained = 2003;
    public const int GraphAbandoned = 2004;
    public const int StoppedBadly = 2005;
    public const int ChoiceReplaced = 2100;
}
