namespace Tidings.Node.Bench;

/// <summary>What can be measured, as the command line and the results name it.</summary>
internal static class Subjects
{
    public const string Tidings = "tidings";
    public const string Mesh = "mesh";
}
